import type {
  AttemptState,
  LocalizedText,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Attempt, Claim, Db } from '../types';
import { appendEvents } from './appendEvents';

/**
 * Moves a claimed attempt to another state, or gives its state another
 * message, and appends the event.
 *
 * @returns false, and changes nothing, when the claim was lost, the attempt
 * was ended, or it is not in the state it should come from.
 */
export async function transitionAttempt(
  options: Db & {
    claim: Claim;
    from: AttemptState;
    to: AttemptState;
    message?: LocalizedText;
    set?: Partial<Pick<Attempt, 'namespace' | 'sandboxUid' | 'readyAt'>> & {
      dirty?: true;
    };
  },
): Promise<boolean> {
  const { knex, claim, from, to, message, set = {} } = options;
  return knex.transaction(async trx => {
    const affected = await trx<AttemptRow>(ATTEMPT_TABLE)
      .where({ id: claim.id, fencing_token: claim.fencingToken, state: from })
      .whereNull('ended_at')
      .update({
        state: to,
        message: message ? JSON.stringify(message) : null,
        ...(set.namespace && { namespace: set.namespace }),
        ...(set.sandboxUid && { sandbox_uid: set.sandboxUid }),
        ...(set.readyAt && { ready_at: set.readyAt }),
        ...(set.dirty && { dirty: true }),
      });
    if (affected === 0) {
      return false;
    }
    await appendEvents({
      trx,
      attemptId: claim.id,
      events: [{ type: 'state', state: to, message }],
    });
    return true;
  });
}

import { ConflictError } from '@backstage/errors';
import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Attempt, Tx } from '../types';
import { appendEvents } from './appendEvents';
import { lockLimits } from './dialect';

/** What is known about an attempt when it is requested. */
export type RequestedAttempt = Pick<
  Attempt,
  | 'id'
  | 'userRef'
  | 'unitId'
  | 'scenario'
  | 'contentHash'
  | 'cluster'
  | 'namespace'
  | 'expiresAt'
  | 'seed'
>;

/**
 * Adds an attempt in state `requested`.
 *
 * @throws ConflictError with the id of the active attempt when the learner has
 * as many as allowed. They are counted in the same transaction.
 */
export async function createAttempt(
  options: Tx & { attempt: RequestedAttempt; perLearner: number },
): Promise<void> {
  const { trx, attempt, perLearner } = options;
  await lockLimits(trx);
  const active = await trx<AttemptRow>(ATTEMPT_TABLE)
    .where({ user_ref: attempt.userRef })
    .whereNull('ended_at')
    .select('id', 'unit_id');
  if (active.length >= perLearner) {
    throw new ConflictError(
      `Attempt ${active[0].id} of ${active[0].unit_id} is still active; end it before starting another one`,
    );
  }
  await trx<AttemptRow>(ATTEMPT_TABLE).insert({
    id: attempt.id,
    user_ref: attempt.userRef,
    unit_id: attempt.unitId,
    scenario: attempt.scenario ?? null,
    content_hash: attempt.contentHash,
    cluster: attempt.cluster,
    namespace: attempt.namespace,
    state: 'requested',
    assisted: false,
    dirty: false,
    seed: attempt.seed,
    created_at: new Date(),
    expires_at: attempt.expiresAt,
    fencing_token: 0,
  });
  await appendEvents({
    trx,
    attemptId: attempt.id,
    events: [{ type: 'state', state: 'requested' }],
  });
}

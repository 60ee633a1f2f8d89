import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { PASSED_AND_ENDED } from '../messages';
import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Tx } from '../types';
import { appendEvents } from './appendEvents';
import { endFaults } from './faultJournal';
import { lockAttempt } from './lockAttempt';

/**
 * Ends an attempt: its sandbox is to be removed from now on. A passed attempt
 * stays passed, whatever ended it. Ending an ended attempt changes nothing.
 *
 * @returns false when the attempt does not exist, is not the learner's, or the
 * claim was lost.
 */
export async function endAttempt(
  options: Tx & {
    /** With the token of its worker, or with the learner it must belong to. */
    attempt: { id: string; fencingToken?: number; userRef?: string };
    to: 'abandoned' | 'expired' | 'failed';
    message: LocalizedText;
    /** Nothing is left to remove. */
    sandboxGone?: boolean;
  },
): Promise<boolean> {
  const { trx, attempt, to, message } = options;
  const current = await lockAttempt({
    trx,
    where: {
      id: attempt.id,
      ...(attempt.userRef !== undefined && { user_ref: attempt.userRef }),
      ...(attempt.fencingToken !== undefined && {
        fencing_token: attempt.fencingToken,
      }),
    },
  });
  if (!current) {
    return false;
  }
  if (current.endedAt) {
    return true;
  }
  const passed = current.state === 'passed';
  const ended = {
    state: passed ? current.state : to,
    message: passed ? PASSED_AND_ENDED : message,
  };
  // A requested attempt has nothing on the cluster: no worker has claimed it.
  const gone = options.sandboxGone || current.state === 'requested';
  const now = new Date();
  await trx<AttemptRow>(ATTEMPT_TABLE)
    .where({ id: attempt.id })
    .update({
      state: ended.state,
      message: JSON.stringify(ended.message),
      ended_at: now,
      ...(gone && { sandbox_gone_at: now }),
    });
  if (gone) {
    await endFaults({ trx, attemptId: attempt.id });
  }
  await appendEvents({
    trx,
    attemptId: attempt.id,
    events: [{ type: 'state', ...ended }],
  });
  return true;
}

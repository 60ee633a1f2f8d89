import { whyOver } from '../ends';
import type { Tx } from '../types';
import { endAttempt } from './endAttempt';
import { lockAttempt } from './lockAttempt';

/**
 * Ends an attempt whose time is over, with the reason. It is asked again under
 * the lock: the learner may have extended it a moment ago.
 *
 * @returns whether it was ended
 */
export async function expireAttempt(
  options: Tx & { attempt: { id: string; fencingToken?: number } },
): Promise<boolean> {
  const { trx, attempt } = options;
  const current = await lockAttempt({ trx, where: { id: attempt.id } });
  const message = current && whyOver(current);
  if (!message || current.endedAt) {
    return false;
  }
  return endAttempt({ trx, attempt, to: 'expired', message });
}

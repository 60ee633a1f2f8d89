import { ConflictError } from '@backstage/errors';
import { GAVE_UP } from '../messages';
import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Tx } from '../types';
import { endAttempt } from './endAttempt';
import { lockAttempt } from './lockAttempt';

/**
 * Ends a scenario at the learner's wish to see what was wrong.
 *
 * @throws ConflictError unless the scenario is running and not passed.
 */
export async function giveUpAttempt(
  options: Tx & { attemptId: string },
): Promise<void> {
  const { trx, attemptId: id } = options;
  const attempt = await lockAttempt({ trx, where: { id } });
  if (!attempt?.scenario) {
    throw new ConflictError('Only a scenario can be given up; end the lab');
  }
  if (attempt.state !== 'ready' || attempt.endedAt) {
    throw new ConflictError(
      `Only a scenario that is running can be given up; it is ${attempt.state}`,
    );
  }
  await trx<AttemptRow>(ATTEMPT_TABLE).where({ id }).update({ gave_up: true });
  await endAttempt({
    trx,
    attempt: { id },
    to: 'abandoned',
    message: GAVE_UP,
  });
}

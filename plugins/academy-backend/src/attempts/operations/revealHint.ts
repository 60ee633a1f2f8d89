import { ConflictError } from '@backstage/errors';
import type {
  Hint,
  RevealedHint,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Attempt, Tx } from '../types';
import { appendEvents } from './appendEvents';
import { lockAttempt } from './lockAttempt';
import { listHints } from './readAttempt';

/**
 * Reveals the next hint of a task and records it. The solution marks an
 * attempt that has not passed yet as assisted.
 *
 * @throws ConflictError when none is left, or the attempt is not running.
 */
export async function revealHint(
  options: Tx & { attempt: Attempt; taskId: string; hints: Hint[] },
): Promise<RevealedHint> {
  const { trx, taskId, hints } = options;
  const { id } = options.attempt;
  const attempt = await lockAttempt({ trx, where: { id } });
  const running = attempt?.state === 'ready' || attempt?.state === 'passed';
  if (!running || attempt.endedAt) {
    throw new ConflictError(
      `Hints are given while the attempt is running; it is ${attempt?.state}`,
    );
  }
  const revealed = await listHints({ knex: trx, attemptId: id });
  const step = revealed.filter(hint => hint.taskId === taskId).length;
  if (step >= hints.length) {
    throw new ConflictError(`All ${hints.length} hints are revealed already`);
  }
  const { kind, text } = hints[step];
  const hint: RevealedHint = { taskId, step, kind, text };
  if (hint.kind === 'solution' && attempt.state === 'ready') {
    await trx<AttemptRow>(ATTEMPT_TABLE)
      .where({ id })
      .update({ assisted: true });
  }
  await appendEvents({ trx, attemptId: id, events: [{ type: 'hint', hint }] });
  return hint;
}

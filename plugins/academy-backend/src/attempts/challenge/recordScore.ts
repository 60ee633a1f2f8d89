import type { LabContent } from '../labContent';
import { listHints } from '../operations';
import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Attempt, StoredVerdict, Tx } from '../types';
import { scoreOf, secondsTaken } from './score';

/** Writes down what a scenario was worth that has just been passed without its solution. */
export async function recordScore(
  options: Tx & {
    attempt: Attempt;
    lab: LabContent;
    verdicts: StoredVerdict[];
    passedAt: Date;
  },
): Promise<void> {
  const { trx, attempt, lab, verdicts, passedAt } = options;
  const { id: attemptId, assisted } = attempt;
  const { scenario, checks, minutes } = lab;
  if (!scenario || assisted) {
    return;
  }
  const judged = verdicts.filter(({ verdict }) =>
    checks.some(({ id }) => id === verdict.checkId),
  );
  const revealed = await listHints({ knex: trx, attemptId });
  const score = scoreOf({
    hints: scenario.hints,
    revealed: revealed.map(({ step }) => step),
    seconds: secondsTaken({ attempt, verdicts: judged, passedAt }),
    minutes,
  });
  await trx<AttemptRow>(ATTEMPT_TABLE)
    .where({ id: attemptId })
    .update({ score: JSON.stringify(score) });
}

import type {
  Hint,
  Score,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Attempt, StoredVerdict } from '../types';

const FULL_POINTS = 100;

/** What steps of help cost that say nothing else; the solution takes it all. */
const HINT_COST: Record<Hint['kind'], number> = {
  question: 5,
  where: 10,
  field: 20,
  solution: FULL_POINTS,
};

/** Most that time alone takes away. */
const TIME_POINTS = 30;

/** Time costs everything it can at this many times what the unit should take. */
const SLOWEST_FACTOR = 3;

/** Points that a step of help costs. */
export function hintCost({ kind, cost }: Hint): number {
  return cost ?? HINT_COST[kind];
}

/**
 * What a passed scenario is worth: a hundred points less the hints, and less
 * the time beyond what the unit should take.
 */
export function scoreOf(options: {
  /** All steps of the scenario. */
  hints: Hint[];
  /** Steps that were revealed, 0-based. */
  revealed: number[];
  seconds: number;
  /** What the unit should take. */
  minutes: number;
}): Score {
  const { hints, revealed, seconds, minutes } = options;
  const expected = minutes * 60;
  const late = (seconds - expected) / (expected * (SLOWEST_FACTOR - 1));
  const time = Math.round(TIME_POINTS * Math.min(1, Math.max(0, late)));
  const deductions: Score['deductions'] = [
    ...revealed.flatMap(step =>
      hints[step]
        ? { reason: 'hint' as const, points: hintCost(hints[step]), step }
        : [],
    ),
    ...(time > 0 ? [{ reason: 'time' as const, points: time }] : []),
  ];
  const lost = deductions.reduce((sum, { points }) => sum + points, 0);
  return { points: Math.max(0, FULL_POINTS - lost), seconds, deductions };
}

/**
 * Server time from the proven fault to the change since when all checks hold,
 * in whole seconds. What the cluster could not be read is left out, and so is
 * the stability window of the checks.
 */
export function secondsTaken(options: {
  attempt: Pick<Attempt, 'readyAt' | 'pausedMs' | 'createdAt'>;
  /** Those that the scenario is judged by. */
  verdicts: StoredVerdict[];
  passedAt: Date;
}): number {
  const { attempt, verdicts, passedAt } = options;
  const start = (attempt.readyAt ?? attempt.createdAt).getTime();
  const changes = verdicts.map(({ verdict }) =>
    Date.parse(verdict.holdsSince ?? verdict.since),
  );
  const solved = Math.min(Math.max(...changes), passedAt.getTime());
  return Math.max(0, Math.round((solved - start - attempt.pausedMs) / 1000));
}

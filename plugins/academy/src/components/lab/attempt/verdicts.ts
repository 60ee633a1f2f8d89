import type {
  AttemptView,
  CheckView,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/**
 * How a check is shown. `confirming`: the statement holds and waits for its
 * stability window. `pending`: no verdict has arrived yet. `unknown` says
 * nothing about the learner's work.
 */
export type CheckStatus =
  | 'passed'
  | 'confirming'
  | 'notYet'
  | 'unknown'
  | 'pending';

/** How the check with this verdict is shown. */
export function checkStatus(verdict: Verdict | undefined): CheckStatus {
  if (!verdict) {
    return 'pending';
  }
  return verdict.outcome === 'notYet' && verdict.holdsUntil
    ? 'confirming'
    : verdict.outcome;
}

/** The verdict of a check, once there is one. */
export function verdictOf(
  attempt: AttemptView,
  checkId: string,
): Verdict | undefined {
  return attempt.verdicts.find(v => v.checkId === checkId);
}

/**
 * Whether a check counts as passed: in a scenario it has to hold now; in a lab
 * it counts once it has passed, since later tasks change what earlier ones made.
 */
export function countsAsPassed(attempt: AttemptView, checkId: string): boolean {
  const verdict = verdictOf(attempt, checkId);
  const isLab = attempt.scenario === undefined;
  return (
    verdict?.outcome === 'passed' ||
    (isLab && (attempt.state === 'passed' || verdict?.passedAt !== undefined))
  );
}

/** How many of the checks count as passed. */
export function countPassed(attempt: AttemptView, checks: CheckView[]): number {
  return checks.filter(({ id }) => countsAsPassed(attempt, id)).length;
}

/** A check whose status differs from the one shown before. */
export interface CheckChange {
  check: CheckView;
  status: CheckStatus;
}

/** What changed between two sets of verdicts, in the order of the checks. */
export function changedChecks(
  before: Verdict[],
  after: Verdict[],
  checks: CheckView[],
): CheckChange[] {
  const statusIn = (verdicts: Verdict[], id: string) =>
    checkStatus(verdicts.find(v => v.checkId === id));
  return checks
    .map(check => ({ check, status: statusIn(after, check.id) }))
    .filter(({ check, status }) => status !== statusIn(before, check.id));
}

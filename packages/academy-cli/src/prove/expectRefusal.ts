import type {
  Check,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  CheckSetting,
  LabRuntime,
  SandboxRef,
} from '@kubernetes-academy/lab-engine';

/** How long a refusal must last: longer than controllers and stability windows take. */
export const REFUSAL_WINDOW_MS = 7_000;

/** Probes start Pods: what they say about a change takes its time. */
const PROBE_REFUSAL_WINDOW_MS = 45_000;

/** A verdict that is still open after this is no verdict. */
const SETTLE_TIMEOUT_MS = 30_000;

/** Between two looks at verdicts that wait for their stability window. */
const LOOK_AGAIN_MS = 200;

/**
 * Resolves with the ids of the checks that refuse. Checks are given in groups,
 * of which none may ever pass as a whole.
 *
 * @throws Error if a group passes, or if a check cannot be decided
 */
export async function expectRefusal(
  options: CheckSetting & {
    runtime: LabRuntime;
    sandbox: SandboxRef;
    groups: Check[][];
    windowMs?: number;
  },
): Promise<string> {
  const { runtime, sandbox, groups, ...rest } = options;
  const checks = groups.flat();
  const { windowMs = windowFor(checks), ...setting } = rest;
  let passed: Check[] | undefined;
  const session = runtime.openCheckSession({
    ...setting,
    sandbox,
    checks,
    onVerdicts: () => {
      passed ??= groups.find(group => hasPassed(group, session.current()));
    },
  });
  try {
    await new Promise(resolve => {
      setTimeout(resolve, windowMs);
    });
    const deadline = Date.now() + SETTLE_TIMEOUT_MS;
    while (!passed && !isSettled(groups, session.current())) {
      if (Date.now() > deadline) {
        throw new Error(
          `no verdict: ${describeOpen(checks, session.current())}`,
        );
      }
      await new Promise(resolve => {
        setTimeout(resolve, LOOK_AGAIN_MS);
      });
    }
    if (passed) {
      const ids = passed.map(check => check.id).join(', ');
      throw new Error(`everything passes: ${ids}`);
    }
    const refusing = session
      .current()
      .filter(verdict => verdict.outcome === 'notYet')
      .map(verdict => verdict.checkId);
    return `refused by ${refusing.join(', ')}`;
  } finally {
    await session.stop();
  }
}

function windowFor(checks: Check[]): number {
  return checks.some(check => check.probe)
    ? PROBE_REFUSAL_WINDOW_MS
    : REFUSAL_WINDOW_MS;
}

function hasPassed(group: Check[], verdicts: Verdict[]): boolean {
  return group.every(check =>
    verdicts.some(v => v.checkId === check.id && v.outcome === 'passed'),
  );
}

/**
 * Every check has a verdict, none is about to change by time alone, and each
 * group is refused. What is nested cannot be read while the control plane is
 * down, which a wrong repair may well leave it: then the others must refuse.
 */
function isSettled(groups: Check[][], verdicts: Verdict[]): boolean {
  const verdictOf = (check: Check) =>
    verdicts.find(v => v.checkId === check.id && v.holdsUntil === undefined);
  return groups.every(
    group =>
      group.every(check => {
        const outcome = verdictOf(check)?.outcome;
        return outcome === 'unknown' ? check.nested : outcome !== undefined;
      }) && group.some(check => verdictOf(check)?.outcome === 'notYet'),
  );
}

function describeOpen(checks: Check[], verdicts: Verdict[]): string {
  return checks
    .map(check => verdicts.find(v => v.checkId === check.id) ?? check.id)
    .filter(
      v => typeof v === 'string' || v.outcome === 'unknown' || v.holdsUntil,
    )
    .map(v =>
      typeof v === 'string' ? v : `${v.checkId} (${v.message?.en ?? v.reason})`,
    )
    .join(', ');
}

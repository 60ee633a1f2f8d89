import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  CheckSetting,
  LabRuntime,
  SandboxRef,
} from '@kubernetes-academy/lab-engine';

/** How long a pass must last, beyond the stability windows of the checks. */
const STAY_MS = 5_000;
/** For the stability windows, which begin again with every session. */
const SETTLE_TIMEOUT_MS = 60_000;
const LOOK_AGAIN_MS = 200;

/**
 * Resolves once all checks have passed together for a while.
 *
 * @throws Error if one of them does not, or not for long
 */
export async function expectPassed(
  options: CheckSetting & {
    runtime: LabRuntime;
    sandbox: SandboxRef;
    checks: Check[];
    stayMs?: number;
  },
): Promise<string> {
  const { runtime, sandbox, checks, stayMs = STAY_MS, ...setting } = options;
  let settled = false;
  let lost = false;
  const session = runtime.openCheckSession({
    ...setting,
    sandbox,
    checks,
    onVerdicts: () => {
      lost ||= settled && !session.allPassed();
    },
  });
  try {
    const deadline = Date.now() + SETTLE_TIMEOUT_MS;
    while (!session.allPassed()) {
      if (Date.now() > deadline) {
        throw new Error(`does not stay: ${open(session.current())}`);
      }
      await sleep(LOOK_AGAIN_MS);
    }
    settled = true;
    await sleep(stayMs);
    if (lost) {
      throw new Error('does not stay: a check was refused again meanwhile');
    }
    return 'ok';
  } finally {
    await session.stop();
  }
}

function open(verdicts: { checkId: string; outcome: string }[]): string {
  return verdicts
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ checkId }) => checkId)
    .join(', ');
}

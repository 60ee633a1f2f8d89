import type {
  Check,
  LocalizedText,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CheckSetting } from '../check/kinds/types';
import { LabError } from '../runtime/LabError';
import type {
  CheckSession,
  CheckSessionOptions,
  ProveFaultInput,
} from '../runtime/types';
import { checksTimedOut, faultNotProven, nothingToSolve } from './messages';

/** Opens a session on the watches of one sandbox. */
export type OpenSession = (
  options: Omit<CheckSessionOptions, 'sandbox'>,
) => CheckSession;

interface WatchOptions {
  openSession: OpenSession;
  setting: CheckSetting;
  checks: Check[];
  /** Whether the verdicts are what is waited for. */
  wanted(session: CheckSession): boolean;
  /** How long they must be. */
  windowMs: number;
  timeoutMs: number;
  timedOut(verdicts: Verdict[]): LabError;
  signal?: AbortSignal;
}

/**
 * Waits until all symptoms hold and not all checks do, without a break for the
 * window. A verdict that is unknown proves nothing, except where a fault of
 * the nested control plane is what keeps its objects from being read. Nor do
 * questions that nobody has answered yet, where there is anything else.
 *
 * @throws LabError `fault-not-proven`
 */
export async function proveFault(
  openSession: OpenSession,
  input: Omit<ProveFaultInput, 'sandbox'>,
): Promise<void> {
  const { symptoms, windowMs, timeoutMs, signal } = input;
  const { files, answers, pins } = input;
  const checks = withoutQuestions(input.checks);
  // Ids are unique among symptoms and among checks, not among both.
  const renamed = symptoms.map(each => ({ ...each, id: `symptom:${each.id}` }));
  const titles = new Map(renamed.map(({ id, title }) => [id, title]));
  const nested = new Set(checks.filter(c => c.nested).map(({ id }) => id));
  await watch({
    openSession,
    setting: { files, answers, pins },
    checks: [...renamed, ...checks],
    windowMs,
    timeoutMs,
    signal,
    wanted: session => {
      const verdicts = session.current();
      return (
        verdicts.length === titles.size + checks.length &&
        verdicts.every(({ checkId, outcome }) =>
          titles.has(checkId)
            ? outcome === 'passed'
            : outcome !== 'unknown' || nested.has(checkId),
        ) &&
        verdicts.some(verdict => !titles.has(verdict.checkId) && fails(verdict))
      );
    },
    timedOut: verdicts => {
      const missing = pending(renamed, verdicts);
      const reasons = missing.length > 0 ? missing : [nothingToSolve()];
      return new LabError(
        'fault-not-proven',
        faultNotProven(timeoutMs, reasons),
      );
    },
  });
}

/**
 * Waits until all checks have passed together.
 *
 * @throws LabError `timeout` with the checks that have not
 */
export async function waitUntilPassed(
  openSession: OpenSession,
  checks: Check[],
  options: CheckSetting & { timeoutMs: number; signal?: AbortSignal },
): Promise<void> {
  const { timeoutMs, signal, ...setting } = options;
  await watch({
    openSession,
    setting,
    checks,
    timeoutMs,
    signal,
    windowMs: 0,
    wanted: session => session.allPassed(),
    timedOut: verdicts =>
      new LabError(
        'timeout',
        checksTimedOut(timeoutMs, pending(checks, verdicts)),
      ),
  });
}

function withoutQuestions(checks: Check[]): Check[] {
  const judged = checks.filter(({ answer }) => !answer);
  return judged.length > 0 ? judged : checks;
}

/** A statement that holds and only waits for its stability window does not fail. */
function fails({ outcome, holdsUntil }: Verdict): boolean {
  return outcome === 'notYet' && holdsUntil === undefined;
}

function pending(checks: Check[], verdicts: Verdict[]): LocalizedText[] {
  const passed = new Set(
    verdicts
      .filter(({ outcome }) => outcome === 'passed')
      .map(({ checkId }) => checkId),
  );
  return checks.filter(({ id }) => !passed.has(id)).map(({ title }) => title);
}

async function watch(options: WatchOptions): Promise<void> {
  const { openSession, setting, checks, wanted } = options;
  const { windowMs, timeoutMs, signal } = options;
  signal?.throwIfAborted();
  let session: CheckSession | undefined;
  let windowTimer: NodeJS.Timeout | undefined;
  let timeoutTimer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      const opened = openSession({
        ...setting,
        checks,
        onVerdicts: () => {
          if (!wanted(opened)) {
            clearTimeout(windowTimer);
            windowTimer = undefined;
          } else {
            windowTimer ??= setTimeout(resolve, windowMs);
          }
        },
      });
      session = opened;
      timeoutTimer = setTimeout(
        () => reject(options.timedOut(opened.current())),
        timeoutMs,
      );
      onAbort = () => reject(signal?.reason);
      signal?.addEventListener('abort', onAbort);
    });
  } finally {
    clearTimeout(windowTimer);
    clearTimeout(timeoutTimer);
    signal?.removeEventListener('abort', onAbort);
    await session?.stop();
  }
}

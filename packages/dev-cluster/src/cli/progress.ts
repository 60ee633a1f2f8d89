import type { ClusterStatus } from '../state/status';

/** How often a step that lasts is mentioned again. */
const REPEAT_MS = 5_000;

/**
 * Prints one line per step, and while a step lasts how long it has lasted.
 *
 * @returns to be called often with the current status
 */
export function createProgressPrinter(
  print: (text: string) => void,
): (status: ClusterStatus) => void {
  let shown: string | undefined;
  let shownAtMs = 0;
  return status => {
    const nowMs = Date.now();
    if (shown !== status.message || nowMs - shownAtMs >= REPEAT_MS) {
      shown = status.message;
      shownAtMs = nowMs;
      print(`${describeStep(status, nowMs)}\n`);
    }
  };
}

/** Such as `building kube-apiserver, usually 3 min (1/6), 35 s so far`. */
export function describeStep(status: ClusterStatus, nowMs: number): string {
  const count =
    status.step && status.steps ? ` (${status.step}/${status.steps})` : '';
  const lastedS = Math.floor((nowMs - Date.parse(status.stepStartedAt)) / 1000);
  const unfinished = status.phase !== 'ready' && status.phase !== 'stopped';
  const lasted =
    unfinished && lastedS > 0 ? `, ${duration(lastedS)} so far` : '';
  return `${status.message}${count}${lasted}`;
}

const MINUTE_S = 60;

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / MINUTE_S);
  return minutes > 0
    ? `${minutes} min ${seconds % MINUTE_S} s`
    : `${seconds} s`;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/**
 * Milliseconds to wait before the nth reconnection, counted from 0. Up to a
 * quarter is taken off at random, so that the tabs of a whole class do not come
 * back to a restarted backend in the same instant.
 */
export function backoffDelay(failures: number, random = Math.random()): number {
  const delay = Math.min(FIRST_DELAY_MS * 2 ** failures, LONGEST_DELAY_MS);
  return Math.round(delay * (1 - random / 4));
}

/** Resolves after the time, or as soon as the signal is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(wake, ms);
    signal?.addEventListener('abort', wake);
    if (signal?.aborted) {
      wake();
    }

    function wake() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    }
  });
}

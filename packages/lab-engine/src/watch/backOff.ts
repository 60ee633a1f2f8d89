const FIRST_MS = 800;
const LONGEST_MS = 30_000;
/** Each delay is up to so much longer, so that clients do not return together. */
const JITTER = 0.5;

/**
 * Delay before the attempt after so many failures in a row, in milliseconds.
 *
 * @param longestMs - default 30 s, without the jitter
 */
export function backOffMs(failures: number, longestMs = LONGEST_MS): number {
  const baseMs = Math.min(longestMs, FIRST_MS * 2 ** (failures - 1));
  return baseMs * (1 + Math.random() * JITTER);
}

import type { Clock } from './types';

/** Longer delays overflow in Node.js and end at once. */
const TIMER_LIMIT_MS = 2 ** 31 - 1;

/** The time of this process. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(delayMs, TIMER_LIMIT_MS));
    return () => clearTimeout(timer);
  },
};

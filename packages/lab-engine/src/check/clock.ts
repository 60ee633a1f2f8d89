import type { Clock } from './types';

/** Longer delays overflow in Node.js and end at once. */
const TIMER_LIMIT_MS = 2 ** 31 - 1;

/** The time of this process; never jumps, whoever sets the clock of the machine. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  schedule(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(delayMs, TIMER_LIMIT_MS));
    return () => clearTimeout(timer);
  },
};

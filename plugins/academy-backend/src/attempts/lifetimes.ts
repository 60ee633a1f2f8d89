import { ACTIVITY_INTERVAL_MS } from './limits';

/** How long attempts live; from the configuration. */
export interface Lifetimes {
  /** Time a sandbox has from its turn on. */
  ttlMs: number;
  /** Ends without anything done by its learner for so long. */
  idleMs: number;
  /** Never lives longer, however often it is extended. */
  hardLimitMs: number;
  /** What one extension adds. */
  extensionMs: number;
}

/** Activity is written down at most so often, and often enough for a short patience. */
export function activityStepMs({ idleMs }: Lifetimes): number {
  return Math.min(ACTIVITY_INTERVAL_MS, idleMs / 4);
}

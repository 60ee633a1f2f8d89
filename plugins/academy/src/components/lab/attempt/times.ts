import type { AttemptView } from '@kubernetes-academy/backstage-plugin-academy-common';

/** What ends an attempt by itself: nobody uses it, its time is over, or the most that one may have. */
export type EndCause = 'idle' | 'time' | 'limit';

/** How long before its time is over an attempt is worth a warning. */
const WARN_BEFORE_END_MS = 10 * 60_000;

/** Shorter: an open page puts the end for idleness off all the time. */
const WARN_BEFORE_IDLE_END_MS = 5 * 60_000;

/** When an attempt ends by itself and why, once that is near. */
export function nearEnd(
  attempt: AttemptView,
  now: number,
): { at: string; cause: EndCause } | undefined {
  const { expiresAt, idleEndsAt } = attempt;
  const isNear = (at: string, beforeMs: number) =>
    Date.parse(at) - now <= beforeMs;
  if (
    idleEndsAt &&
    isNear(idleEndsAt, WARN_BEFORE_IDLE_END_MS) &&
    (!expiresAt || isBefore(idleEndsAt, expiresAt))
  ) {
    return { at: idleEndsAt, cause: 'idle' };
  }
  return expiresAt && isNear(expiresAt, WARN_BEFORE_END_MS)
    ? { at: expiresAt, cause: canExtend(attempt) ? 'time' : 'limit' }
    : undefined;
}

/** Whether there is more time to be had. */
export function canExtend({ expiresAt, hardEndsAt }: AttemptView): boolean {
  return (
    expiresAt !== undefined &&
    hardEndsAt !== undefined &&
    isBefore(expiresAt, hardEndsAt)
  );
}

/** Milliseconds on a scenario's clock, pauses left out; undefined before it starts. */
export function clockMs(attempt: AttemptView, now: number): number | undefined {
  const { readyAt, passedAt, pausedSince, pausedMs } = attempt;
  if (!readyAt) {
    return undefined;
  }
  const stood = passedAt ?? pausedSince;
  const until = stood ? Date.parse(stood) : now;
  return until - Date.parse(readyAt) - pausedMs;
}

/**
 * Milliseconds that the learner took to pass; undefined before that. The score
 * knows better than the time of the pass, which has a stability window in it.
 */
export function timeToPass(attempt: AttemptView): number | undefined {
  const { score, passedAt } = attempt;
  if (score) {
    return score.seconds * 1000;
  }
  return passedAt ? clockMs(attempt, Date.parse(passedAt)) : undefined;
}

function isBefore(one: string, other: string): boolean {
  return Date.parse(one) < Date.parse(other);
}

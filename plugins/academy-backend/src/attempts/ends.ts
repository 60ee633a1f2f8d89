import type {
  AttemptTimes,
  LocalizedText,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { EXPIRED, HARD_LIMIT, IDLE, WAITED_TOO_LONG } from './messages';
import type { Attempt } from './types';

/** Why an attempt is over by now, or undefined while it is not. */
export function whyOver(
  attempt: Attempt,
  now = new Date(),
): LocalizedText | undefined {
  const { state, expiresAt, hardEndsAt, idleEndsAt } = attempt;
  if (expiresAt <= now) {
    if (state === 'requested') {
      return WAITED_TOO_LONG;
    }
    return hardEndsAt && hardEndsAt <= now ? HARD_LIMIT : EXPIRED;
  }
  return idleEndsAt && idleEndsAt <= now ? IDLE : undefined;
}

/** Domain to API: what of an attempt moves with time and use. */
export function timesOf(attempt: Attempt): AttemptTimes {
  return {
    expiresAt: attempt.expiresAt.toISOString(),
    idleEndsAt: attempt.idleEndsAt?.toISOString(),
    pausedMs: attempt.pausedMs,
    pausedSince: attempt.pausedSince?.toISOString(),
  };
}

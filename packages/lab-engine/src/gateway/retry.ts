import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from './ClusterError';

const MAX_ATTEMPTS = 4;
const FIRST_DELAY_MS = 100;
/** A longer `Retry-After` is an answer, not a delay. */
const MAX_RETRY_AFTER_MS = 10_000;

/** When a failed request is sent again. */
export interface RetryOptions {
  /** Sending it twice has the effect of sending it once. */
  idempotent: boolean;
  signal?: AbortSignal;
}

/**
 * Runs a request, and again where that is safe: after 429 (never executed) and,
 * for idempotent ones, after a lost connection or an overloaded server. At most four times.
 */
export async function withRetries<T>(
  request: () => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const delayMs = retryDelay(error, attempt, options.idempotent);
      if (delayMs === undefined) throw error;
      await sleep(delayMs, undefined, { signal: options.signal });
    }
  }
}

function retryDelay(
  error: unknown,
  attempt: number,
  idempotent: boolean,
): number | undefined {
  if (!(error instanceof ClusterError) || attempt >= MAX_ATTEMPTS) {
    return undefined;
  }
  const { status, reason, retryAfterMs } = error;
  const backOffMs = FIRST_DELAY_MS * 2 ** (attempt - 1);
  if (status === 429) {
    const delayMs = retryAfterMs ?? backOffMs;
    return delayMs <= MAX_RETRY_AFTER_MS ? delayMs : undefined;
  }
  if (!idempotent) return undefined;
  if (status === 0) return reason === 'Unreachable' ? backOffMs : undefined;
  return [502, 503, 504].includes(status) ? backOffMs : undefined;
}

import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { setTimeout as delay } from 'node:timers/promises';
import { asLabError, isPassing } from '../labErrors';
import { REFUSAL_PATIENCE_MS, RETRY_FIRST_MS, RETRY_LAST_MS } from '../limits';
import { tookTooLong, type STEPS } from '../messages';
import { StepError } from './StepError';

/**
 * Runs a step of an attempt, and runs it again while the cluster does not
 * answer, until its limit. A refusal is believed once it has lasted a moment.
 *
 * @throws StepError after the limit; any other error of the step at once.
 */
export async function persist<T>(
  options: {
    /** For the words about its limit. */
    step: keyof typeof STEPS;
    limitMs: number;
    signal: AbortSignal;
    /** For how long a refusal is taken for a passing one. */
    patienceMs?: number;
    /** Told once for each new reason. */
    onRetry(reason: LocalizedText): Promise<void>;
  },
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { limitMs, onRetry, patienceMs = REFUSAL_PATIENCE_MS } = options;
  const deadline = AbortSignal.timeout(limitMs);
  const signal = AbortSignal.any([options.signal, deadline]);
  let reason: LocalizedText | undefined;
  let waitMs = RETRY_FIRST_MS;
  let refusedAt: number | undefined;
  for (;;) {
    try {
      // Only the limit cuts a step off. One that was told to stop is awaited,
      // so that nothing of it happens afterwards.
      return await Promise.race([action(signal), rejectionOf(deadline)]);
    } catch (error) {
      if (options.signal.aborted) {
        throw error;
      }
      if (asLabError(error)?.code === 'forbidden') {
        refusedAt ??= performance.now();
        if (performance.now() - refusedAt >= patienceMs) {
          throw error;
        }
      } else if (!isPassing(error) && !deadline.aborted) {
        throw error;
      }
      const text = asLabError(error)?.text;
      if (text && text.en !== reason?.en) {
        reason = text;
        await onRetry(text);
      }
    }
    try {
      await delay(waitMs, undefined, { signal });
    } catch {
      options.signal.throwIfAborted();
      const { step } = options;
      throw new StepError('timeout', tookTooLong({ step, limitMs, reason }));
    }
    waitMs = Math.min(waitMs * 2, RETRY_LAST_MS);
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    }),
  );
}

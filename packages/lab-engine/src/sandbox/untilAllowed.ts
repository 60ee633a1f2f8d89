import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError } from '../gateway';

const FIRST_DELAY_MS = 10;
const LONGEST_DELAY_MS = 100;
/** The authorizer learns of a new binding, and a quota gets its status, well within this. */
const LIMIT_MS = 5_000;

/** The quota controller has not come to a new quota yet: passes by itself. */
export function quotaStatusIsUnknown({ message }: ClusterError): boolean {
  return message.includes('status unknown for quota');
}

interface UntilAllowedOptions {
  signal?: AbortSignal;
  also?: number[];
  only?(error: ClusterError): boolean;
}

/**
 * Repeats what a new sandbox refuses for a moment: rights whose binding the
 * authorizer has not seen yet, quotas without a status, and a name that the
 * cluster's own controller created at the same time. A refusal by a policy, or
 * by a namespace that is being deleted, is final.
 *
 * @param options - `also`: further HTTP statuses that pass by themselves; `only`: nothing but what it accepts
 * @throws the last refusal after five seconds
 */
export async function untilAllowed<T>(
  task: () => Promise<T>,
  options: UntilAllowedOptions = {},
): Promise<T> {
  const deadline = performance.now() + LIMIT_MS;
  for (let delayMs = FIRST_DELAY_MS; ; ) {
    try {
      return await task();
    } catch (error) {
      if (performance.now() > deadline || !passesByItself(error, options)) {
        throw error;
      }
    }
    await sleep(delayMs, undefined, { signal: options.signal });
    delayMs = Math.min(LONGEST_DELAY_MS, delayMs * 1.5);
  }
}

function passesByItself(
  error: unknown,
  { also = [], only = () => true }: UntilAllowedOptions,
): boolean {
  if (!(error instanceof ClusterError) || !only(error)) return false;
  const { status, causes } = error;
  if (causes.some(cause => cause.reason === 'NamespaceTerminating')) {
    return false;
  }
  if (status === 403) return !error.refusedByPolicy();
  return status === 409 || also.includes(status);
}

import { asLabError } from '../labErrors';
import { CONTENT_GONE, preparationFailed, UNEXPECTED } from '../messages';
import { contentOf, failAttempt, type WorkerContext } from './context';
import type { Attempt } from '../types';
import { Preparation } from './Preparation';

/**
 * Brings an attempt from `provisioning` or `injecting` to `ready`, or to
 * `failed` with a reason the learner can read.
 *
 * @throws when aborted; the attempt is left as it is then.
 */
export async function prepareSandbox(
  context: WorkerContext,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<void> {
  const lab = contentOf(context, attempt);
  if (!lab) {
    await failAttempt(context, attempt, CONTENT_GONE);
    return;
  }
  try {
    await Preparation.create({ context, attempt, lab, signal }).run();
  } catch (error) {
    signal.throwIfAborted();
    const known = asLabError(error);
    context.logger[known ? 'warn' : 'error'](
      `The sandbox of attempt ${attempt.id} could not be prepared`,
      error as Error,
    );
    await failAttempt(
      context,
      attempt,
      preparationFailed(known?.text ?? UNEXPECTED),
    );
  }
}

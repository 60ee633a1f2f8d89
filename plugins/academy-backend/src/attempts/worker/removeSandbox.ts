import type { SandboxRef } from '@kubernetes-academy/backstage-plugin-academy-node';
import { setTimeout as delay } from 'node:timers/promises';
import { rememberLeftIfPossible } from '../challenge/rememberLeft';
import { asLabError, isPassing } from '../labErrors';
import {
  REMOVAL_POLL_MS,
  REMOVAL_RETRY_LAST_MS,
  RETRY_FIRST_MS,
} from '../limits';
import { markSandboxGone } from '../operations';
import type { Attempt } from '../types';
import { sandboxOf, type WorkerContext } from './context';

/**
 * Removes the sandbox of an ended attempt, for as long as that takes.
 *
 * @throws when aborted; whoever claims the attempt next goes on.
 */
export async function removeSandbox(
  context: WorkerContext,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<void> {
  const { knex, logger } = context;
  let retryMs = RETRY_FIRST_MS;
  for (;;) {
    try {
      // Read before anything of it is deleted, however often that is tried.
      await rememberLeftIfPossible({ ...context, attempt, unless: isPassing });
      if (await removeOnce(context, attempt)) {
        await markSandboxGone({ knex, claim: attempt });
        return;
      }
      retryMs = RETRY_FIRST_MS;
      await delay(REMOVAL_POLL_MS, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      logger.warn(
        `Sandbox ${attempt.namespace} on ${attempt.cluster} could not be removed yet`,
        error as Error,
      );
      await delay(retryMs, undefined, { signal });
      retryMs = Math.min(retryMs * 2, REMOVAL_RETRY_LAST_MS);
    }
  }
}

/** @returns true once nothing is left. */
async function removeOnce(
  context: WorkerContext,
  attempt: Attempt,
): Promise<boolean> {
  const known = sandboxOf(attempt);
  const sandboxes = known ? [known] : await findUnfinished(context, attempt);
  let gone = true;
  for (const sandbox of sandboxes) {
    gone = (await remove(context, sandbox)) && gone;
  }
  return gone;
}

async function remove(
  { runtime }: WorkerContext,
  sandbox: SandboxRef,
): Promise<boolean> {
  try {
    return await runtime.remove(sandbox);
  } catch (error) {
    if (asLabError(error)?.code === 'gone') {
      return true;
    }
    throw error;
  }
}

/** What there is of an attempt that ended while it was being provisioned. */
async function findUnfinished(
  { runtime, instance }: WorkerContext,
  attempt: Attempt,
): Promise<SandboxRef[]> {
  const sandboxes = await runtime.listSandboxes(attempt.cluster, instance);
  return sandboxes.filter(({ attemptId }) => attemptId === attempt.id);
}

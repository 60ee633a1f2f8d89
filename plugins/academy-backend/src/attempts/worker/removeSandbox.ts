import type { SandboxRef } from '@kubernetes-academy/backstage-plugin-academy-node';
import { setTimeout as delay } from 'node:timers/promises';
import { asLabError } from '../labErrors';
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
  const sandbox =
    sandboxOf(attempt) ?? (await findUnfinished(context, attempt));
  if (!sandbox) {
    return true;
  }
  try {
    return await context.runtime.remove(sandbox);
  } catch (error) {
    if (asLabError(error)?.code === 'gone') {
      return true;
    }
    throw error;
  }
}

/** The sandbox of an attempt that ended while it was being provisioned. */
async function findUnfinished(
  { runtime, instance }: WorkerContext,
  attempt: Attempt,
): Promise<SandboxRef | undefined> {
  const sandboxes = await runtime.listSandboxes(attempt.cluster, instance);
  return sandboxes.find(({ attemptId }) => attemptId === attempt.id);
}

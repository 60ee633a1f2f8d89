import type { LoggerService } from '@backstage/backend-plugin-api';
import type { LabRuntime } from '@kubernetes-academy/backstage-plugin-academy-node';
import { listObjects, recordLeft } from '../operations';
import type { Attempt, Db } from '../types';

/** Whose objects are kept, and who reads them. */
interface RememberOptions extends Db {
  runtime: LabRuntime;
  attempt: Attempt;
  logger: LoggerService;
}

/**
 * Keeps the objects of a scenario as they are now, for its debrief, unless
 * they are kept already. To be called when it was passed, and before its
 * sandbox goes. A debrief without them is one still: errors are logged.
 *
 * @throws what cannot be read, where `unless` says so.
 */
export async function rememberLeftIfPossible(
  options: RememberOptions & { unless?(error: unknown): boolean },
): Promise<void> {
  const { attempt, logger, unless } = options;
  try {
    await rememberLeft(options);
  } catch (error) {
    if (unless?.(error)) {
      throw error;
    }
    logger.warn(
      `Objects of attempt ${attempt.id} could not be kept for its debrief`,
      error as Error,
    );
  }
}

async function rememberLeft(options: RememberOptions): Promise<void> {
  const { knex, runtime, attempt } = options;
  const { id: attemptId, scenario, cluster, namespace } = attempt;
  const { sandboxUid: uid } = attempt;
  if (scenario === undefined || !uid) {
    return;
  }
  const objects = await listObjects({ knex, attemptId });
  const missing = objects.filter(({ left }) => left === undefined);
  if (missing.length === 0) {
    return;
  }
  const sandbox = { cluster, namespace, uid };
  const left = await runtime.readObjects(sandbox, missing);
  await recordLeft({ knex, attemptId, objects: missing, left });
}

import type { SandboxInfo } from '@kubernetes-academy/backstage-plugin-academy-node';
import { ORPHAN_AGE_MS } from '../limits';
import { EXPIRED, LOST } from '../messages';
import {
  endAttempt,
  listOpenAttempts,
  listOverdueAttempts,
} from '../operations';
import type { Attempt } from '../types';
import type { WorkerContext } from './context';

/**
 * Compares the database with each cluster that answers, and makes them agree:
 * sandboxes that no attempt knows are removed once they are old enough,
 * attempts whose sandbox is gone fail, and attempts that no worker drives
 * expire all the same.
 */
export async function sweepSandboxes(context: WorkerContext): Promise<void> {
  const { knex, runtime, logger } = context;
  for (const attempt of await listOverdueAttempts({ knex })) {
    await end(context, attempt, { to: 'expired', message: EXPIRED });
  }
  for (const { name, state } of runtime.clusters()) {
    if (state !== 'ready') {
      continue;
    }
    try {
      await sweepCluster(context, name);
    } catch (error) {
      logger.warn(`Sandboxes of ${name} could not be compared`, error as Error);
    }
  }
}

async function sweepCluster(
  context: WorkerContext,
  cluster: string,
): Promise<void> {
  const { knex, runtime, instance, logger } = context;
  // Rows first: an attempt that gets its sandbox meanwhile is not missed then.
  const attempts = await listOpenAttempts({ knex, cluster });
  const sandboxes = await runtime.listSandboxes(cluster, instance);

  const uids = new Set(sandboxes.map(({ uid }) => uid));
  for (const attempt of attempts) {
    const { sandboxUid, endedAt } = attempt;
    if (sandboxUid && !endedAt && !uids.has(sandboxUid)) {
      logger.warn(`Sandbox ${attempt.namespace} on ${cluster} is lost`);
      await end(context, attempt, {
        to: 'failed',
        message: LOST,
        sandboxGone: true,
      });
    }
  }

  const byId = new Map(attempts.map(attempt => [attempt.id, attempt]));
  for (const sandbox of sandboxes) {
    if (isOrphan(sandbox, byId.get(sandbox.attemptId))) {
      logger.warn(
        `Sandbox ${sandbox.namespace} on ${cluster} is removed: no attempt knows it`,
      );
      await runtime.remove(sandbox);
    }
  }
}

function isOrphan(sandbox: SandboxInfo, attempt?: Attempt): boolean {
  const { uid, namespace, createdAt, terminating } = sandbox;
  const known =
    attempt?.namespace === namespace &&
    (attempt.sandboxUid === undefined || attempt.sandboxUid === uid);
  const ageMs = Date.now() - createdAt.getTime();
  return !known && !terminating && ageMs > ORPHAN_AGE_MS;
}

async function end(
  { knex, signals }: WorkerContext,
  { id }: Attempt,
  how: Pick<Parameters<typeof endAttempt>[0], 'to' | 'message' | 'sandboxGone'>,
): Promise<void> {
  await knex.transaction(trx => endAttempt({ trx, attempt: { id }, ...how }));
  signals.changed(id);
  signals.wake();
}

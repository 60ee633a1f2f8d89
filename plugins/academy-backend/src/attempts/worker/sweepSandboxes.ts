import type { SandboxInfo } from '@kubernetes-academy/backstage-plugin-academy-node';
import { ORPHAN_AGE_MS } from '../limits';
import { LOST } from '../messages';
import {
  endAttempt,
  expireAttempt,
  findAttempt,
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
  const { knex, runtime, signals, logger } = context;
  for (const attempt of await listOverdueAttempts({ knex })) {
    await knex.transaction(trx =>
      expireAttempt({ trx, attempt: { id: attempt.id } }),
    );
    signals.changed(attempt.id);
    signals.wake();
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

  for (const sandbox of sandboxes.filter(isOldEnough)) {
    // As it is now: what was prepared ahead may have got its attempt meanwhile.
    const attempt = await findAttempt({ knex, id: sandbox.attemptId });
    if (!owns(attempt, sandbox)) {
      logger.warn(
        `Sandbox ${sandbox.namespace} on ${cluster} is removed: no attempt knows it`,
      );
      await runtime.remove(sandbox);
    }
  }
}

/** Those of the lab engine, which it prepares ahead and looks after itself. */
const PREPARED = /^prepared-/;

function isOldEnough(sandbox: SandboxInfo): boolean {
  const { attemptId, createdAt, terminating } = sandbox;
  const ageMs = Date.now() - createdAt.getTime();
  return !terminating && !PREPARED.test(attemptId) && ageMs > ORPHAN_AGE_MS;
}

/**
 * Until the lab engine has said which sandbox an attempt got, any that names
 * the attempt may be it.
 */
function owns(attempt: Attempt | undefined, sandbox: SandboxInfo): boolean {
  if (!attempt || attempt.sandboxGoneAt) {
    return false;
  }
  const { cluster, namespace, sandboxUid } = attempt;
  return (
    cluster === sandbox.cluster &&
    (sandboxUid === undefined ||
      (sandboxUid === sandbox.uid && namespace === sandbox.namespace))
  );
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

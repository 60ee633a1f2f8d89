import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesObject } from '../check/types';
import { ClusterError, type ClusterClient } from '../gateway';
import { insideObjects, NESTED_NODES } from './insideObjects';

const LOOK_INTERVAL_MS = 200;

/**
 * Makes nodes and the checker's rights in a nested cluster that has just
 * started, and waits until pods can run there.
 *
 * @param admin - acts inside
 */
export async function prepareInside(
  admin: ClusterClient,
  signal: AbortSignal,
): Promise<void> {
  await persistently(signal, async () => {
    await Promise.all(
      insideObjects().map(object => admin.apply(object, { signal })),
    );
    return true;
  });
  await persistently(signal, () => isUsable(admin, signal));
}

/** Pods need nodes, and a ServiceAccount that a controller makes. */
async function isUsable(
  admin: ClusterClient,
  signal: AbortSignal,
): Promise<boolean> {
  const nodes = await admin.list(
    { apiVersion: 'v1', kind: 'Node' },
    { signal },
  );
  const ready = nodes.filter(isReady).map(({ metadata }) => metadata.name);
  if (!NESTED_NODES.every(name => ready.includes(name))) return false;
  await admin.get(
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      namespace: 'default',
      name: 'default',
    },
    signal,
  );
  return true;
}

function isReady({ status }: KubernetesObject): boolean {
  const { conditions = [] } = (status ?? {}) as {
    conditions?: { type: string; status: string }[];
  };
  return conditions.some(
    each => each.type === 'Ready' && each.status === 'True',
  );
}

/** Whatever it says, a control plane that has just started may say otherwise soon. */
async function persistently(
  signal: AbortSignal,
  task: () => Promise<boolean>,
): Promise<void> {
  for (;;) {
    try {
      if (await task()) return;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error;
    }
    await sleep(LOOK_INTERVAL_MS, undefined, { signal });
  }
}

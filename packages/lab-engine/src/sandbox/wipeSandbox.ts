import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterClient, KindRef, ListOptions } from '../gateway';
import { LabError } from '../runtime/LabError';
import type { SandboxRef } from '../runtime/types';
import { stepTimedOut } from './messages';
import { PROTECTED_LABEL } from './names';
import { ownedNamespace } from './ownedNamespace';

const LIMIT_MS = 120_000;
const PASS_INTERVAL_MS = 200;
/** Containers of a learner need no longer farewell. */
const GRACE_S = 1;

/** Everything a learner can create. Owners stand before what they own. */
const KINDS = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'CronJob'],
  ['batch/v1', 'Job'],
  ['apps/v1', 'ReplicaSet'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['v1', 'ServiceAccount'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['coordination.k8s.io/v1', 'Lease'],
] as const;

/** Objects that the cluster itself puts into every namespace. */
const CLUSTERS_OWN: Record<string, string> = {
  ConfigMap: 'metadata.name!=kube-root-ca.crt',
  ServiceAccount: 'metadata.name!=default',
};

/**
 * Deletes everything but the guards, again and again until a whole pass finds
 * nothing: controllers may create while we delete.
 *
 * @throws LabError `gone`, `conflict` or `timeout`; ClusterError
 */
export async function wipeSandbox(
  client: ClusterClient,
  sandbox: SandboxRef,
  signal?: AbortSignal,
): Promise<void> {
  await ownedNamespace(client, sandbox, signal);
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    const passes = KINDS.map(([apiVersion, kind]) =>
      wipeKind(
        client,
        { apiVersion, kind, namespace: sandbox.namespace },
        signal,
      ),
    );
    const left = (await Promise.all(passes)).flat();
    if (left.length === 0) return;
    if (performance.now() > deadline) {
      throw new LabError('timeout', stepTimedOut('wipe', left.join(', ')));
    }
    await sleep(PASS_INTERVAL_MS, undefined, { signal });
  }
}

/** @returns what is there still, as `Kind/name` */
async function wipeKind(
  client: ClusterClient,
  kind: KindRef,
  signal?: AbortSignal,
): Promise<string[]> {
  const selection: ListOptions = {
    labelSelector: `${PROTECTED_LABEL}!=true`,
    fieldSelector: CLUSTERS_OWN[kind.kind],
    signal,
  };
  const left = await client.list(kind, selection);
  if (left.some(({ metadata }) => !metadata.deletionTimestamp)) {
    await client.deleteCollection(kind, {
      ...selection,
      gracePeriodSeconds: kind.kind === 'Pod' ? GRACE_S : undefined,
    });
  }
  return left.map(({ metadata }) => `${kind.kind}/${metadata.name}`);
}

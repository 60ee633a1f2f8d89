import type { KubernetesObject } from '../../check/types';
import type { ClusterClient } from '../../gateway';
import type { SandboxInfo } from '../../runtime/types';
import {
  ALL_SANDBOXES_SELECTOR,
  ATTEMPT_LABEL,
  INSTANCE_LABEL,
  isPrepared,
} from '../names';
import { isTerminating } from '../ownedNamespace';

/** All sandboxes that one portal gave to attempts, read from the API server and not from memory. */
export async function listSandboxes(
  client: ClusterClient,
  instance: string,
): Promise<SandboxInfo[]> {
  const namespaces = await listNamespaces(client, instance);
  return namespaces
    .filter(namespace => !isPrepared(namespace))
    .map(namespace => toInfo(client.cluster, namespace));
}

/** All namespaces that one portal made, those for later included. */
export function listNamespaces(
  client: ClusterClient,
  instance: string,
  signal?: AbortSignal,
): Promise<KubernetesObject[]> {
  return client.list(
    { apiVersion: 'v1', kind: 'Namespace' },
    {
      labelSelector: `${ALL_SANDBOXES_SELECTOR},${INSTANCE_LABEL}=${instance}`,
      signal,
    },
  );
}

function toInfo(cluster: string, namespace: KubernetesObject): SandboxInfo {
  const { name, uid, labels, creationTimestamp } = namespace.metadata;
  return {
    cluster,
    namespace: name,
    uid: uid as string,
    attemptId: labels?.[ATTEMPT_LABEL] ?? '',
    createdAt: new Date(creationTimestamp as string),
    terminating: isTerminating(namespace),
    deletion: deletionOf(namespace),
  };
}

/** What keeps a namespace, in the words of the controller that deletes it. */
function deletionOf(namespace: KubernetesObject): SandboxInfo['deletion'] {
  if (!isTerminating(namespace)) return undefined;
  const { conditions = [] } = (namespace.status ?? {}) as {
    conditions?: { type: string; status: string; message?: string }[];
  };
  return {
    since: new Date(namespace.metadata.deletionTimestamp as string),
    conditions: conditions
      .filter(({ status }) => status === 'True')
      .map(({ type, message = '' }) => ({ type, message })),
  };
}

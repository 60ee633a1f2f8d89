import type { KubernetesObject } from '../check/types';
import type { ClusterClient } from '../gateway';
import type { SandboxInfo } from '../runtime/types';
import { ALL_SANDBOXES_SELECTOR, ATTEMPT_LABEL, INSTANCE_LABEL } from './names';
import { isTerminating } from './ownedNamespace';

/** All sandboxes of one portal, read from the API server and not from memory. */
export async function listSandboxes(
  client: ClusterClient,
  instance: string,
): Promise<SandboxInfo[]> {
  const namespaces = await client.list(
    { apiVersion: 'v1', kind: 'Namespace' },
    {
      labelSelector: `${ALL_SANDBOXES_SELECTOR},${INSTANCE_LABEL}=${instance}`,
    },
  );
  return namespaces.map(namespace => toInfo(client.cluster, namespace));
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
  };
}

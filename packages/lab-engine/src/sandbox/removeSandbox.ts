import { ClusterError, type ClusterClient } from '../gateway';
import { LabError } from '../runtime/LabError';
import type { SandboxRef } from '../runtime/types';
import { sandboxTaken } from './messages';
import {
  KUBECONFIG_SECRET,
  LEARNER_BINDING,
  MANAGED_BY_LABEL,
  MANAGED_BY_VALUE,
} from './names';
import { isTerminating, namespaceRef, readNamespace } from './ownedNamespace';

/**
 * Takes the learner's rights, then deletes the namespace. Deletion goes on at
 * the cluster, for about ten seconds; asking again tells whether it is over.
 *
 * @returns true once the namespace is gone, or another one has its name
 * @throws LabError `conflict` when the namespace is not ours; ClusterError
 */
export async function removeSandbox(
  client: ClusterClient,
  sandbox: SandboxRef,
): Promise<boolean> {
  const { namespace, uid } = sandbox;
  const found = await readNamespace(client, namespace);
  if (!found || found.metadata.uid !== uid) return true;
  if (found.metadata.labels?.[MANAGED_BY_LABEL] !== MANAGED_BY_VALUE) {
    throw new LabError('conflict', sandboxTaken(namespace));
  }
  if (isTerminating(found)) return false;
  await revoke(client, namespace);
  try {
    await client.delete(namespaceRef(namespace), { uid });
  } catch (error) {
    // 409: meanwhile the name belongs to another namespace.
    if (!hasStatus(error, 404, 409)) throw error;
    return true;
  }
  return false;
}

/**
 * A token in use is believed for about ten more seconds after its Secret is
 * gone; without the binding it may do nothing in that time.
 */
async function revoke(client: ClusterClient, namespace: string): Promise<void> {
  const deletions = [
    client.delete({
      apiVersion: 'v1',
      kind: 'Secret',
      namespace,
      name: KUBECONFIG_SECRET,
    }),
    client.delete({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      namespace,
      name: LEARNER_BINDING,
    }),
  ].map(deletion =>
    deletion.catch(error => {
      // 403: provisioning never came to the backend's own binding, nor to a learner's.
      if (!hasStatus(error, 403, 404)) throw error;
    }),
  );
  await Promise.all(deletions);
}

function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof ClusterError && statuses.includes(error.status);
}

import type { ClusterClient } from '../../gateway';
import { LabError } from '../../runtime/LabError';
import type { SandboxRef } from '../../runtime/types';
import { endRights, hasStatus } from '../endRights';
import { sandboxTaken } from '../messages';
import { MANAGED_BY_LABEL, MANAGED_BY_VALUE } from '../names';
import { isTerminating, namespaceRef, readNamespace } from '../ownedNamespace';
import { endPods } from './endPods';

/**
 * Takes the learner's rights, ends the pods, then deletes the namespace.
 * Deletion goes on at the cluster, for about ten seconds; asking again tells
 * whether it is over.
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
  await endRights(client, namespace);
  await endPods(client, namespace);
  try {
    await client.delete(namespaceRef(namespace), { uid });
  } catch (error) {
    // 409: meanwhile the name belongs to another namespace.
    if (!hasStatus(error, 404, 409)) throw error;
    return true;
  }
  return false;
}

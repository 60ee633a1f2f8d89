import type { KubernetesObject } from '../check/types';
import { ClusterError, type ClusterClient } from '../gateway';
import { LabError } from '../runtime/LabError';
import type { SandboxRef } from '../runtime/types';
import { sandboxGone, sandboxTaken } from './messages';
import { MANAGED_BY_LABEL, MANAGED_BY_VALUE } from './names';

/** The namespace of a sandbox as an object to read, write or delete. */
export function namespaceRef(name: string) {
  return { apiVersion: 'v1', kind: 'Namespace', name };
}

/** @returns undefined when there is no such namespace */
export async function readNamespace(
  client: ClusterClient,
  name: string,
  signal?: AbortSignal,
): Promise<KubernetesObject | undefined> {
  try {
    return await client.get(namespaceRef(name), signal);
  } catch (error) {
    if (error instanceof ClusterError && error.status === 404) return undefined;
    throw error;
  }
}

/** Whether the namespace is being deleted. */
export function isTerminating({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/**
 * Reads the namespace and compares its uid: asked for before every write.
 *
 * @throws LabError `gone` when it does not exist, is being deleted or is another one; `conflict` when it is not ours
 */
export async function ownedNamespace(
  client: ClusterClient,
  sandbox: SandboxRef,
  signal?: AbortSignal,
): Promise<KubernetesObject> {
  const found = await readNamespace(client, sandbox.namespace, signal);
  if (!found || found.metadata.uid !== sandbox.uid || isTerminating(found)) {
    throw new LabError('gone', sandboxGone());
  }
  if (found.metadata.labels?.[MANAGED_BY_LABEL] !== MANAGED_BY_VALUE) {
    throw new LabError('conflict', sandboxTaken(sandbox.namespace));
  }
  return found;
}

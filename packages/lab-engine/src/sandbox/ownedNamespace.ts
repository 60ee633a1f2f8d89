import type { KubernetesObject } from '../check/types';
import type { ClusterClient } from '../gateway';
import { LabError } from '../runtime/LabError';
import type { SandboxRef } from '../runtime/types';
import { hasStatus } from './endRights';
import { sandboxGone, sandboxTaken } from './messages';
import { MANAGED_BY_LABEL, MANAGED_BY_VALUE } from './names';
import { isEnding, readClaim } from './pool/claim';

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
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

/** Whether the namespace is being deleted. */
export function isTerminating({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}

/**
 * Reads the namespace and compares its uid, or that of the claim in a
 * pre-created one: asked for before every write.
 *
 * @returns the namespace or the claim, whose annotations tell of the sandbox
 * @throws LabError `gone` when it does not exist, is at its end or is another one; `conflict` when it is not ours
 */
export async function ownedNamespace(
  client: ClusterClient,
  sandbox: SandboxRef,
  signal?: AbortSignal,
): Promise<KubernetesObject> {
  const { namespace, uid } = sandbox;
  const found = await readNamespace(client, namespace, signal);
  if (!found || isTerminating(found)) throw new LabError('gone', sandboxGone());
  const owned =
    found.metadata.uid === uid
      ? found
      : await ownClaim(client, sandbox, signal);
  if (!owned) throw new LabError('gone', sandboxGone());
  if (found.metadata.labels?.[MANAGED_BY_LABEL] !== MANAGED_BY_VALUE) {
    throw new LabError('conflict', sandboxTaken(namespace));
  }
  return owned;
}

async function ownClaim(
  client: ClusterClient,
  { namespace, uid }: SandboxRef,
  signal?: AbortSignal,
): Promise<KubernetesObject | undefined> {
  try {
    const claim = await readClaim(client, namespace, signal);
    return claim?.metadata.uid === uid && !isEnding(claim) ? claim : undefined;
  } catch (error) {
    // In a namespace of somebody else nothing may be read.
    if (hasStatus(error, 403)) return undefined;
    throw error;
  }
}

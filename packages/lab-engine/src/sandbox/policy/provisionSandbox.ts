import type { KubernetesObject } from '../../check/types';
import { ClusterError, type ClusterClient } from '../../gateway';
import { LabError } from '../../runtime/LabError';
import type { ProvisionInput } from '../../runtime/types';
import { completeSandbox } from '../completeSandbox';
import { sandboxGone, sandboxTaken } from '../messages';
import { isTerminating } from '../ownedNamespace';
import type { SandboxObject } from '../SandboxObject';
import { sandboxObjects } from '../sandboxObjects';
import type { ProvisionedSandbox } from '../types';

/**
 * Makes a namespace and in it a sandbox, or completes one.
 *
 * @throws LabError `gone`, `conflict` or `fence-missing`; ClusterError
 */
export async function provisionSandbox(
  client: ClusterClient,
  input: ProvisionInput,
  signal?: AbortSignal,
): Promise<ProvisionedSandbox> {
  const { namespace, cluster } = input;
  const objects = sandboxObjects(input);
  const { ownBinding } = objects;
  const uid = await claimNamespace(client, objects.namespace, signal);
  const options = { client, namespace, objects, ownBinding, signal };
  const identities = await completeSandbox(options);
  return { ref: { cluster, namespace, uid }, identities };
}

/** @returns the namespace's uid */
async function claimNamespace(
  client: ClusterClient,
  namespace: SandboxObject,
  signal?: AbortSignal,
): Promise<string> {
  let found: KubernetesObject;
  try {
    found = (await client.apply(namespace, { signal })).object;
  } catch (error) {
    // The fence guards the namespaces of others, also those of another attempt.
    if (error instanceof ClusterError && error.refusedByPolicy()) {
      const text = sandboxTaken(namespace.metadata.name);
      throw new LabError('conflict', text, { cause: error });
    }
    throw error;
  }
  if (isTerminating(found)) throw new LabError('gone', sandboxGone());
  return found.metadata.uid as string;
}

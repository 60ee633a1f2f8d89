import type { ClusterClient } from '../../gateway';
import type { ProvisionInput } from '../../runtime/types';
import { hasStatus } from '../endRights';
import { sandboxAnnotations } from '../sandboxObjects';
import { claimObject, claimRef } from './claim';

/**
 * Takes the first free namespace: creating the claim is the lock, which the API
 * server gives to one of all replicas and portals.
 *
 * @returns undefined when none is free
 * @throws ClusterError
 */
export async function claimNamespace(options: {
  client: ClusterClient;
  /** Where nobody had a claim a moment ago. */
  free: string[];
  input: ProvisionInput;
  signal?: AbortSignal;
}): Promise<{ namespace: string; uid: string } | undefined> {
  const { client, free, input, signal } = options;
  for (const namespace of free) {
    try {
      const claim = await client.create(claimObject(input), {
        namespace,
        signal,
      });
      return { namespace, uid: claim.metadata.uid as string };
    } catch (error) {
      if (!hasStatus(error, 409)) throw error;
    }
  }
  return undefined;
}

/** An attempt that goes on may have another end, and another profile. */
export async function renewClaim(options: {
  client: ClusterClient;
  namespace: string;
  input: ProvisionInput;
}): Promise<void> {
  const { client, namespace, input } = options;
  await client.patch(claimRef(namespace), {
    metadata: { annotations: sandboxAnnotations(input) },
  });
}

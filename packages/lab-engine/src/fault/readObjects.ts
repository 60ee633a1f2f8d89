import type { KubernetesObject } from '../check/types';
import { ClusterError, type ClusterClient, type ObjectRef } from '../gateway';
import type { SandboxObjectRef, SandboxRef } from '../runtime/types';
import { ownedNamespace } from '../sandbox';
import { withoutServerFields } from './serverFields';

/**
 * Objects of a sandbox as they are now, without what only the server writes;
 * null where there is none.
 *
 * @throws LabError `gone` or `conflict`; ClusterError
 */
export async function readObjects(
  client: ClusterClient,
  sandbox: SandboxRef,
  refs: SandboxObjectRef[],
): Promise<(KubernetesObject | null)[]> {
  const { namespace } = sandbox;
  await ownedNamespace(client, sandbox);
  return Promise.all(
    refs.map(async ({ apiVersion, kind, name }) => {
      const ref = { apiVersion, kind, name, namespace };
      const object = await findObject(client, ref);
      return object && withoutServerFields(object);
    }),
  );
}

/** @returns null when there is no such object */
export async function findObject(
  client: ClusterClient,
  ref: ObjectRef,
): Promise<KubernetesObject | null> {
  try {
    return await client.get(ref);
  } catch (error) {
    if (error instanceof ClusterError && error.status === 404) return null;
    throw error;
  }
}

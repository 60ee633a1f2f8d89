import { ClusterError, type ClusterClient, type ObjectRef } from '../gateway';
import { KUBECONFIG_SECRET, LEARNER_BINDING } from './names';

/**
 * Takes the learner's rights. A token in use is believed for about ten more
 * seconds after its Secret is gone; without the binding it may do nothing in
 * that time.
 *
 * @throws ClusterError
 */
export async function endRights(
  client: ClusterClient,
  namespace: string,
): Promise<void> {
  await deleteAll(client, [
    { apiVersion: 'v1', kind: 'Secret', namespace, name: KUBECONFIG_SECRET },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      namespace,
      name: LEARNER_BINDING,
    },
  ]);
}

/**
 * Deletes objects that need not be there.
 *
 * @throws ClusterError
 */
export async function deleteAll(
  client: ClusterClient,
  refs: ObjectRef[],
): Promise<void> {
  await Promise.all(
    refs.map(ref =>
      client.delete(ref).catch(error => {
        // 403: provisioning never came to the backend's own binding, nor to a learner's.
        if (!hasStatus(error, 403, 404)) throw error;
      }),
    ),
  );
}

/** Whether the API server answered with one of these. */
export function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof ClusterError && statuses.includes(error.status);
}

import { createGateway, type ClusterClient } from '../gateway';
import type { TrainingClusterOptions } from '../runtime/types';

/** As whom the API server knows the sender of a request. */
export async function whoAmI(client: ClusterClient): Promise<string> {
  const kind = 'SelfSubjectReview';
  const apiVersion = 'authentication.k8s.io/v1';
  const { body } = await client.request<{
    status: { userInfo: { username: string } };
  }>({
    method: 'POST',
    path: await client.path({ apiVersion, kind }),
    body: { apiVersion, kind },
  });
  return body.status.userInfo.username;
}

const clients = new Map<string, ClusterClient>();

/** The same for a cluster, each time through the gateway of the first call. */
export async function whoAmIOn(
  cluster: TrainingClusterOptions,
): Promise<string> {
  const key = JSON.stringify(cluster);
  const known = clients.get(key);
  const client =
    known ?? createGateway({ clusters: [cluster] }).clusters()[0].client;
  clients.set(key, client);
  return whoAmI(client);
}

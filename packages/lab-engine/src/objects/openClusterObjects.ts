import {
  isSupported,
  MINIMUM_KUBERNETES,
  readKubernetesVersion,
} from '../capability';
import { ClusterError, createGateway } from '../gateway';
import type { TrainingClusterOptions } from '../runtime/types';
import { requestToken } from '../sandbox/tokenRequest';
import type { ClusterObjects } from './types';

/**
 * Opens a cluster for whoever makes it a training cluster. Nothing is asked
 * before the first call.
 *
 * @public
 */
export function openClusterObjects(
  cluster: TrainingClusterOptions,
): ClusterObjects {
  const gateway = createGateway({ clusters: [cluster] });
  const [{ client }] = gateway.clusters();
  const found = async <T>(answer: Promise<T>): Promise<T | undefined> => {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof ClusterError && error.status === 404) {
        return undefined;
      }
      throw error;
    }
  };
  return {
    get: ref => found(client.get(ref)),
    list: async kind => (await found(client.list(kind))) ?? [],
    async apply(object, { fieldManager }) {
      const { namespace } = object.metadata;
      await client.apply(object, {
        namespace,
        fieldManager,
        fieldValidation: 'Strict',
      });
    },
    async replace(object, { fieldManager }) {
      const { apiVersion, kind } = object;
      const { name, namespace } = object.metadata;
      await client.request({
        method: 'PUT',
        path: await client.path({ apiVersion, kind, name, namespace }),
        query: { fieldManager, fieldValidation: 'Strict' },
        body: object,
      });
    },
    delete: (ref, { uid }) => client.delete(ref, { uid }),
    issueToken: options => requestToken({ client, ...options }),
    async version() {
      const version = await readKubernetesVersion(client);
      return {
        version: version.text,
        supported: isSupported(version),
        minimum: MINIMUM_KUBERNETES,
      };
    },
    close: () => gateway.close(),
  };
}

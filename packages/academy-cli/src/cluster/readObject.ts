import {
  ClusterError,
  type KubernetesObject,
  type ClusterObjects,
  type WantedObject,
} from '@kubernetes-academy/lab-engine';
import type { Finding } from './findings';

/** `Kind/name`, with the namespace in front of the name where there is one. */
export function nameOf({ kind, metadata }: KubernetesObject): string {
  const { namespace, name } = metadata;
  return [kind, ...(namespace ? [namespace] : []), name].join('/');
}

/** Where an object of the manifests is in the cluster. */
export function refOf({ apiVersion, kind, metadata }: WantedObject) {
  return {
    apiVersion,
    kind,
    name: metadata.name,
    namespace: metadata.namespace,
  };
}

/**
 * What is read, or the finding that it may not be.
 *
 * @throws ClusterError when the cluster does not answer
 */
export async function ifReadable<T>(
  object: string,
  read: () => Promise<T>,
): Promise<{ value: T } | { unread: Finding }> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof ClusterError && error.status === 403) {
      return {
        unread: {
          level: 'unread',
          object,
          text: `could not be read: ${error.message}`,
        },
      };
    }
    throw error;
  }
}

/** The object of the cluster in the place of one of the manifests. */
export function readTwin(objects: ClusterObjects, wanted: WantedObject) {
  return ifReadable(nameOf(wanted), () => objects.get(refOf(wanted)));
}

import type {
  KubernetesObject,
  ObjectRead,
  ObjectSource,
} from '../check/types';
import { notReady } from './messages';
import { API_SERVER, COMPONENT_LABEL } from './names';
import { NestedError } from './NestedError';

/** What is watched to know whether a nested API server can be asked. */
export const POD = { apiVersion: 'v1', kind: 'Pod' };

interface PodStatus {
  phase?: string;
  conditions?: { type: string; status: string }[];
  containerStatuses?: {
    containerID?: string;
    state?: { waiting?: { reason?: string } };
  }[];
}

/** The API server's pod that can be asked; undefined when there is none. */
export function readyPod(
  pods: KubernetesObject[],
): KubernetesObject | undefined {
  return pods.find(
    pod => componentOf(pod) === API_SERVER && !isDeleted(pod) && isReady(pod),
  );
}

/** Components whose pods are not ready, with the reason Kubernetes gives. */
export function unreadyComponents(pods: KubernetesObject[]): string[] {
  return pods
    .filter(pod => componentOf(pod) && !isDeleted(pod) && !isReady(pod))
    .map(pod => {
      const { phase, containerStatuses = [] } = statusOf(pod);
      const waiting = containerStatuses.find(each => each.state?.waiting);
      const reason = waiting?.state?.waiting?.reason ?? phase;
      return `${componentOf(pod)} (${reason})`;
    });
}

function componentOf({ metadata }: KubernetesObject): string | undefined {
  return metadata.labels?.[COMPONENT_LABEL];
}

function isDeleted({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}

function isReady(pod: KubernetesObject): boolean {
  const { conditions = [] } = statusOf(pod);
  return conditions.some(
    each => each.type === 'Ready' && each.status === 'True',
  );
}

function statusOf({ status }: KubernetesObject): PodStatus {
  return (status ?? {}) as PodStatus;
}

/** Another pod, or the same one with a new container: whoever was connected is not any more. */
export function incarnation(pod: KubernetesObject): string {
  const { containerStatuses = [] } = statusOf(pod);
  const containers = containerStatuses.map(each => each.containerID);
  return [pod.metadata.uid, ...containers].join(' ');
}

/**
 * Looked up for every connection: it has another name after each change of its
 * Deployment.
 *
 * @param pods - all pods of the sandbox
 * @throws NestedError when it is not ready, or when that cannot be known
 */
export async function findApiServerPod(pods: ObjectSource): Promise<string> {
  const read = await firstRead(pods);
  if (read.state === 'unknown') throw new NestedError(read);
  const pod = readyPod(read.objects);
  if (!pod) throw new NestedError(notReady());
  return pod.metadata.name;
}

type KnownRead = Exclude<ObjectRead, { state: 'syncing' }>;

async function firstRead(pods: ObjectSource): Promise<KnownRead> {
  let onChange = () => {};
  const subscription = pods.subscribe([POD], () => onChange());
  try {
    return await new Promise(resolve => {
      onChange = () => {
        const read = subscription.read(POD);
        if (read.state !== 'syncing') resolve(read);
      };
      onChange();
    });
  } finally {
    subscription.stop();
  }
}

import type {
  FetchResponse,
  ObjectsByEntityResponse,
} from '@backstage/plugin-kubernetes-common';

/** The parts of a PodSpec that rules read. */
export interface PodSpecLike {
  resources?: ResourcesLike;
  containers?: { name: string; resources?: ResourcesLike }[];
}

/** `resources` of a container or of a whole pod. */
export interface ResourcesLike {
  requests?: Record<string, unknown>;
  limits?: Record<string, unknown>;
}

/** A workload with the template of its pods. */
export interface Workload {
  cluster: string;
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  pod: PodSpecLike;
}

/** Items of a list carry no kind of their own. */
const WORKLOAD_KINDS: Partial<
  Record<FetchResponse['type'], { apiVersion: string; kind: string }>
> = {
  deployments: { apiVersion: 'apps/v1', kind: 'Deployment' },
  statefulsets: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  daemonsets: { apiVersion: 'apps/v1', kind: 'DaemonSet' },
  jobs: { apiVersion: 'batch/v1', kind: 'Job' },
  cronjobs: { apiVersion: 'batch/v1', kind: 'CronJob' },
  pods: { apiVersion: 'v1', kind: 'Pod' },
};

/** Resource names whose absence makes the workloads incomplete. */
export const WORKLOAD_RESOURCES = Object.keys(WORKLOAD_KINDS);

/**
 * The workloads that somebody wrote, in a stable order. Objects that a
 * controller made are left out: its owner has the same template.
 */
export function workloadsOf(objects: ObjectsByEntityResponse): Workload[] {
  return objects.items
    .flatMap(({ cluster, resources }) =>
      resources.flatMap(({ type, resources: found }) => {
        const identity = WORKLOAD_KINDS[type];
        return identity
          ? (found as KubernetesObjectLike[])
              .filter(object => !object.metadata?.ownerReferences?.length)
              .map(object => toWorkload(cluster.name, identity, object))
          : [];
      }),
    )
    .sort((a, b) => sortKey(a).localeCompare(sortKey(b)));
}

interface KubernetesObjectLike {
  metadata?: {
    name?: string;
    namespace?: string;
    ownerReferences?: unknown[];
  };
  spec?: PodSpecLike & {
    template?: { spec?: PodSpecLike };
    jobTemplate?: { spec?: { template?: { spec?: PodSpecLike } } };
  };
}

function toWorkload(
  cluster: string,
  identity: { apiVersion: string; kind: string },
  { metadata, spec }: KubernetesObjectLike,
): Workload {
  const template = spec?.jobTemplate?.spec?.template ?? spec?.template;
  return {
    cluster,
    ...identity,
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
    pod: template?.spec ?? spec ?? {},
  };
}

function sortKey({ cluster, namespace, kind, name }: Workload): string {
  return [cluster, namespace, kind, name].join('/');
}

import type { SandboxProfile } from '@kubernetes-academy/backstage-plugin-academy-common';
import { guarded, type SandboxObject } from './SandboxObject';

type Resources = Record<string, string>;

const CLAIM_LIMIT = { type: 'PersistentVolumeClaim', max: { storage: '1Gi' } };

/**
 * Defaults and maxima of containers. With `no-defaults` neither: the API server
 * takes a maximum for the default where there is none, and a maximum of a pod
 * makes it refuse pods without limits.
 */
export function limitRange(profile: SandboxProfile): SandboxObject {
  const compute = [
    {
      type: 'Container',
      default: { cpu: '200m', memory: '128Mi', 'ephemeral-storage': '128Mi' },
      defaultRequest: {
        cpu: '20m',
        memory: '64Mi',
        'ephemeral-storage': '64Mi',
      },
      max: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' },
    },
    { type: 'Pod', max: { cpu: '2', memory: '2Gi' } },
  ];
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: guarded('academy-limits'),
    spec: {
      limits: [...(profile === 'no-defaults' ? [] : compute), CLAIM_LIMIT],
    },
  };
}

/**
 * Compute of a whole sandbox, with room for two probes of checks (20m and 64Mi
 * requested, 400m and 128Mi allowed). A nested control plane takes 560Mi of the
 * memory, and half as much again while the pod of its API server is replaced by
 * hand; its CPU limits are for the seconds of its start.
 */
const COMPUTE: Record<'standard' | 'nested', Resources> = {
  standard: {
    'requests.cpu': '1020m',
    'requests.memory': '1088Mi',
    'limits.cpu': '4400m',
    'limits.memory': '2176Mi',
  },
  nested: {
    'requests.cpu': '520m',
    'requests.memory': '1088Mi',
    'limits.cpu': '4400m',
    'limits.memory': '1152Mi',
  },
};

const STORAGE: Resources = {
  'requests.ephemeral-storage': '2050Mi',
  'limits.ephemeral-storage': '4112Mi',
  'requests.storage': '2Gi',
  persistentvolumeclaims: '2',
  'requests.nvidia.com/gpu': '0',
};

/** Two pods and two Jobs are for probes of checks. */
const OBJECTS: Resources = {
  pods: '22',
  services: '10',
  'services.loadbalancers': '0',
  'services.nodeports': '0',
  'count/serviceaccounts': '10',
  'count/secrets': '30',
  'count/configmaps': '30',
  'count/deployments.apps': '10',
  'count/replicasets.apps': '40',
  'count/statefulsets.apps': '4',
  'count/daemonsets.apps': '0',
  'count/jobs.batch': '12',
  'count/cronjobs.batch': '3',
  'count/ingresses.networking.k8s.io': '3',
  'count/networkpolicies.networking.k8s.io': '10',
  'count/roles.rbac.authorization.k8s.io': '10',
  'count/rolebindings.rbac.authorization.k8s.io': '10',
  'count/horizontalpodautoscalers.autoscaling': '3',
  'count/poddisruptionbudgets.policy': '3',
  'count/leases.coordination.k8s.io': '5',
};

/** What a sandbox may take of the cluster, and how many objects it may hold. */
export function quotas(profile: SandboxProfile): SandboxObject[] {
  if (profile === 'no-defaults') return quotasWithoutDefaults();
  return [
    quota('academy-compute', { ...COMPUTE[profile], ...STORAGE }),
    quota('academy-objects', OBJECTS),
  ];
}

/**
 * A quota on requests or limits makes every pod state them, which is what such
 * a unit is about. So limits are not counted, requests only of pods that state
 * something at all, and of pods that state nothing there may be few.
 */
function quotasWithoutDefaults(): SandboxObject[] {
  return [
    quota('academy-compute', STORAGE),
    quota(
      'academy-requests',
      { 'requests.cpu': '1020m', 'requests.memory': '1088Mi' },
      ['NotBestEffort'],
    ),
    quota('academy-best-effort', { pods: '5' }, ['BestEffort']),
    quota('academy-objects', { ...OBJECTS, pods: '12' }),
  ];
}

function quota(
  name: string,
  hard: Resources,
  scopes?: string[],
): SandboxObject {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: guarded(name),
    spec: { hard, scopes },
  };
}

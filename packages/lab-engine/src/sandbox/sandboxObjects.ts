import type { SandboxProfile } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ProvisionInput } from '../runtime/types';
import {
  ATTEMPT_LABEL,
  CHECKER_ACCOUNT,
  EXPIRES_AT_ANNOTATION,
  INSTANCE_LABEL,
  KUBECONFIG_SECRET,
  LEARNER_ACCOUNT,
  LEARNER_BINDING,
  MANAGED_BY_LABEL,
  MANAGED_BY_VALUE,
  PROFILE_ANNOTATION,
  PROTECTED_LABEL,
} from './names';

/** Pinned, because the fence refuses to change it later. */
const POD_SECURITY_VERSION = 'v1.36';
/** The backend's identity, as in the manifests of the cluster. */
const BACKEND_ACCOUNT = { namespace: 'backstage', name: 'academy' };

/** An object to apply. */
export interface SandboxObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string } & Record<string, unknown>;
  [field: string]: unknown;
}

/** All objects of a sandbox, in the groups in which they are applied. */
export interface SandboxObjects {
  namespace: SandboxObject;
  /** Gives the backend its rights inside of the sandbox. */
  ownBinding: SandboxObject;
  /** What learner and checker may do. Needs no rights inside of the sandbox. */
  bindings: SandboxObject[];
  /** Whom learner tokens are issued to. */
  learner: SandboxObject;
  /** What learner tokens are bound to. */
  secret: SandboxObject;
  /** Limits, network and the other accounts. */
  guards: SandboxObject[];
  /** Applied last: until a quota has a status, everything it counts is refused. */
  quotas: SandboxObject[];
}

/** What the objects of a sandbox are made from. */
export type SandboxInput = Pick<
  ProvisionInput,
  'namespace' | 'owner' | 'expiresAt' | 'profile'
>;

/** The objects of one sandbox; nothing is read or written. */
export function sandboxObjects(input: SandboxInput): SandboxObjects {
  const { namespace, profile = 'standard' } = input;
  return {
    namespace: namespaceObject(input),
    ownBinding: binding(
      'academy-backend',
      'academy-sandbox-admin',
      BACKEND_ACCOUNT,
    ),
    bindings: [
      binding(LEARNER_BINDING, 'academy-learner', {
        namespace,
        name: LEARNER_ACCOUNT,
      }),
      binding('academy-checker', 'academy-checker', {
        namespace,
        name: CHECKER_ACCOUNT,
      }),
    ],
    learner: account(LEARNER_ACCOUNT),
    secret: kubeconfigSecret(),
    guards: [
      account(CHECKER_ACCOUNT),
      account('default'),
      ...limitsAndNetwork(),
    ],
    quotas: quotas(profile),
  };
}

/** The namespace; its labels are what the fence and the guards go by. */
function namespaceObject({
  namespace,
  owner,
  expiresAt,
  profile = 'standard',
}: SandboxInput): SandboxObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: {
        [MANAGED_BY_LABEL]: MANAGED_BY_VALUE,
        [INSTANCE_LABEL]: owner.instance,
        [ATTEMPT_LABEL]: owner.attemptId,
        'pod-security.kubernetes.io/enforce': 'baseline',
        'pod-security.kubernetes.io/enforce-version': POD_SECURITY_VERSION,
        'pod-security.kubernetes.io/warn': 'restricted',
      },
      annotations: {
        [EXPIRES_AT_ANNOTATION]: expiresAt.toISOString(),
        [PROFILE_ANNOTATION]: profile,
      },
    },
  };
}

/** What learner tokens are bound to. */
export function kubeconfigSecret(): SandboxObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: guarded(KUBECONFIG_SECRET),
    type: 'Opaque',
  };
}

/** Account without a token in its pods. `default` is the cluster's own. */
function account(name: string): SandboxObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: name === 'default' ? { name } : guarded(name),
    automountServiceAccountToken: false,
  };
}

function limitsAndNetwork(): SandboxObject[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: guarded('academy-limits'),
      spec: {
        limits: [
          {
            type: 'Container',
            default: {
              cpu: '200m',
              memory: '128Mi',
              'ephemeral-storage': '128Mi',
            },
            defaultRequest: {
              cpu: '20m',
              memory: '64Mi',
              'ephemeral-storage': '64Mi',
            },
            max: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' },
          },
          { type: 'Pod', max: { cpu: '2', memory: '2Gi' } },
          { type: 'PersistentVolumeClaim', max: { storage: '1Gi' } },
        ],
      },
    },
    networkPolicy('academy-default-deny', {
      policyTypes: ['Ingress', 'Egress'],
    }),
    networkPolicy('academy-same-namespace', {
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: {} }] }],
      egress: [{ to: [{ podSelector: {} }] }],
    }),
    networkPolicy('academy-dns', {
      policyTypes: ['Egress'],
      egress: [
        {
          to: [
            {
              namespaceSelector: {
                matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
              },
              podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
            },
          ],
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
      ],
    }),
  ];
}

/**
 * Compute of a whole sandbox. A nested control plane takes 560Mi of the memory,
 * and half as much again while the pod of its API server is replaced by hand;
 * its CPU limits are for the seconds of its start.
 */
const COMPUTE: Record<SandboxProfile, Record<string, string>> = {
  standard: {
    'requests.cpu': '1',
    'requests.memory': '1Gi',
    'limits.cpu': '4',
    'limits.memory': '2Gi',
  },
  nested: {
    'requests.cpu': '500m',
    'requests.memory': '1Gi',
    'limits.cpu': '4',
    'limits.memory': '1Gi',
  },
};

function quotas(profile: SandboxProfile): SandboxObject[] {
  return [
    quota('academy-compute', {
      ...COMPUTE[profile],
      'requests.ephemeral-storage': '2Gi',
      'limits.ephemeral-storage': '4Gi',
      'requests.storage': '2Gi',
      persistentvolumeclaims: '2',
      'requests.nvidia.com/gpu': '0',
    }),
    quota('academy-objects', {
      pods: '20',
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
      'count/jobs.batch': '10',
      'count/cronjobs.batch': '3',
      'count/ingresses.networking.k8s.io': '3',
      'count/networkpolicies.networking.k8s.io': '10',
      'count/roles.rbac.authorization.k8s.io': '10',
      'count/rolebindings.rbac.authorization.k8s.io': '10',
      'count/horizontalpodautoscalers.autoscaling': '3',
      'count/poddisruptionbudgets.policy': '3',
      'count/leases.coordination.k8s.io': '5',
    }),
  ];
}

/** Refused by the guards; the way to see that they are in force. */
export function guardProbe(): SandboxObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'academy-guard-probe' },
    spec: { type: 'ExternalName', externalName: 'example.com' },
  };
}

function guarded(name: string) {
  return { name, labels: { [PROTECTED_LABEL]: 'true' } };
}

function binding(
  name: string,
  role: string,
  subject: { namespace: string; name: string },
): SandboxObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: guarded(name),
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: role,
    },
    subjects: [{ kind: 'ServiceAccount', ...subject }],
  };
}

function networkPolicy(name: string, spec: object): SandboxObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: guarded(name),
    spec: { podSelector: {}, ...spec },
  };
}

function quota(name: string, hard: Record<string, string>): SandboxObject {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: guarded(name),
    spec: { hard },
  };
}

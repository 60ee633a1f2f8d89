import type { SandboxObject } from '../sandbox';
import { KUBELET_LABEL } from './kwokConfig';
import { NESTED_USERS } from './names';

const RBAC = 'rbac.authorization.k8s.io';

/** Nodes of the nested cluster. */
export const NESTED_NODES = ['node-1', 'node-2'];

/** What every nested cluster has from its start. */
export function insideObjects(): SandboxObject[] {
  return [...NESTED_NODES.map(node), ...checkerRights()];
}

function node(name: string, index: number): SandboxObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
      labels: {
        [KUBELET_LABEL]: 'running',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
      },
    },
    spec: { podCIDR: `10.244.${index + 1}.0/24` },
  };
}

/**
 * Checks read everything inside, Secrets too: nothing is there but what
 * belongs to the attempt, and its learner holds the key of its authority.
 */
function checkerRights(): SandboxObject[] {
  const name = NESTED_USERS.checker.commonName;
  const metadata = { name };
  return [
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRole',
      metadata,
      rules: [
        { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
      ],
    },
    {
      apiVersion: `${RBAC}/v1`,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
      subjects: [{ apiGroup: RBAC, kind: 'User', name }],
    },
  ];
}

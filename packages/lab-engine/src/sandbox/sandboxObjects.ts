import type { ProvisionInput } from '../runtime/types';
import {
  ATTEMPT_LABEL,
  BACKEND_BINDING,
  CHECKER_ACCOUNT,
  CHECKER_BINDING,
  EXPIRES_AT_ANNOTATION,
  INSTANCE_LABEL,
  KUBECONFIG_SECRET,
  LEARNER_ACCOUNT,
  LEARNER_BINDING,
  MANAGED_BY_LABEL,
  MANAGED_BY_VALUE,
  PROFILE_ANNOTATION,
} from './names';
import { guarded, type SandboxObject } from './SandboxObject';
import { limitRange, quotas } from './sandboxLimits';
import { networkPolicies } from './sandboxNetwork';

/** Pinned, because the fence refuses to change it later. */
const POD_SECURITY_VERSION = 'v1.36';
/** The backend's identity, as in the manifests of the cluster. */
const BACKEND_ACCOUNT = { namespace: 'backstage', name: 'academy' };

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
    ownBinding: ownBinding(),
    bindings: [
      binding(LEARNER_BINDING, 'academy-learner', {
        namespace,
        name: LEARNER_ACCOUNT,
      }),
      binding(CHECKER_BINDING, 'academy-checker', {
        namespace,
        name: CHECKER_ACCOUNT,
      }),
    ],
    learner: account(LEARNER_ACCOUNT),
    secret: kubeconfigSecret(),
    guards: [
      account(CHECKER_ACCOUNT),
      account('default'),
      limitRange(profile),
      ...networkPolicies(),
    ],
    quotas: quotas(profile),
  };
}

/** Gives the backend its rights inside of a sandbox. */
export function ownBinding(): SandboxObject {
  return binding(BACKEND_BINDING, 'academy-sandbox-admin', BACKEND_ACCOUNT);
}

/** The labels that the fence and the guards go by, whoever makes the namespace. */
export const GUARDED_NAMESPACE_LABELS: Readonly<Record<string, string>> = {
  [MANAGED_BY_LABEL]: MANAGED_BY_VALUE,
  'pod-security.kubernetes.io/enforce': 'baseline',
  'pod-security.kubernetes.io/enforce-version': POD_SECURITY_VERSION,
  'pod-security.kubernetes.io/warn': 'restricted',
};

/** The namespace of one attempt. */
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
        ...GUARDED_NAMESPACE_LABELS,
        ...ownerLabels(owner),
      },
      annotations: sandboxAnnotations({ expiresAt, profile }),
    },
  };
}

/** Whose a sandbox is; on its namespace, or on its claim. */
export function ownerLabels(
  owner: SandboxInput['owner'],
): Record<string, string> {
  return {
    [INSTANCE_LABEL]: owner.instance,
    [ATTEMPT_LABEL]: owner.attemptId,
  };
}

/** Until when a sandbox is, and what it is made of; beside its labels. */
export function sandboxAnnotations({
  expiresAt,
  profile = 'standard',
}: Pick<SandboxInput, 'expiresAt' | 'profile'>): Record<string, string> {
  return {
    [EXPIRES_AT_ANNOTATION]: expiresAt.toISOString(),
    [PROFILE_ANNOTATION]: profile,
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

/** Refused by the guards; the way to see that they are in force. */
export function guardProbe(): SandboxObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'academy-guard-probe' },
    spec: { type: 'ExternalName', externalName: 'example.com' },
  };
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

import type {
  KubernetesObject,
  ClusterObjects,
} from '@kubernetes-academy/lab-engine';
import { ACADEMY_ACCOUNT } from './accounts';
import type { Finding } from './findings';
import type { TrainingManifests } from './manifests';
import { ifReadable } from './readObject';

const RBAC = 'rbac.authorization.k8s.io/v1';

/** Guards that list the priority classes a pod of a sandbox may have. */
const GUARDS_OF_PODS = ['academy-guard-pods', 'academy-guard-templates'];

/** Groups that the account belongs to besides its own name. */
const ACADEMY_GROUPS = [
  `system:serviceaccounts:${ACADEMY_ACCOUNT.namespace}`,
  'system:serviceaccounts',
];

/** What the cluster itself is, whatever was installed for the Academy. */
export async function checkSurroundings(
  objects: ClusterObjects,
  { required }: Pick<TrainingManifests, 'required'>,
): Promise<Finding[]> {
  const bindings = required
    .filter(({ kind }) => kind === 'ClusterRoleBinding')
    .map(({ metadata }) => metadata.name);
  const findings = await Promise.all([
    checkVersion(objects),
    checkOtherBindings(objects, bindings),
    checkDefaultPriority(objects),
  ]);
  return findings.flat();
}

async function checkVersion(objects: ClusterObjects): Promise<Finding[]> {
  const { version, supported, minimum } = await objects.version();
  return [
    supported
      ? { level: 'ok', object: 'Kubernetes', text: version }
      : {
          level: 'missing',
          object: 'Kubernetes',
          text: `is ${version}; labs need ${minimum} or newer, because of ValidatingAdmissionPolicy`,
        },
  ];
}

/** Policies cannot guard policies: with more rights the portal could switch its own fence off. */
async function checkOtherBindings(
  objects: ClusterObjects,
  wanted: string[],
): Promise<Finding[]> {
  const object = `ServiceAccount/${ACADEMY_ACCOUNT.namespace}/${ACADEMY_ACCOUNT.name}`;
  const read = await ifReadable('ClusterRoleBindings', () =>
    objects.list({ apiVersion: RBAC, kind: 'ClusterRoleBinding' }),
  );
  if ('unread' in read) {
    return [read.unread];
  }
  return read.value
    .filter(
      ({ metadata, subjects }) =>
        !wanted.includes(metadata.name) &&
        !metadata.labels?.['kubernetes.io/bootstrapping'] &&
        ((subjects as Subject[] | undefined) ?? []).some(isAcademy),
    )
    .map(binding => ({
      level: 'stronger' as const,
      object,
      field: `ClusterRoleBinding/${binding.metadata.name}`,
      text: `gives it the role ${
        (binding.roleRef as { name: string }).name
      }; remove this binding, the portal needs nothing${wanted
        .map(name => ` but ${name}`)
        .join(',')}`,
    }));
}

interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

function isAcademy({ kind, name, namespace }: Subject): boolean {
  const { namespace: ownNamespace, name: ownName } = ACADEMY_ACCOUNT;
  switch (kind) {
    case 'ServiceAccount':
      return name === ownName && namespace === ownNamespace;
    case 'User':
      return name === `system:serviceaccount:${ownNamespace}:${ownName}`;
    default:
      return ACADEMY_GROUPS.includes(name);
  }
}

/** Admission writes such a class into every pod, and the guards then refuse the pod. */
async function checkDefaultPriority(
  objects: ClusterObjects,
): Promise<Finding[]> {
  const classes = await ifReadable('PriorityClasses', () =>
    objects.list({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
    }),
  );
  if ('unread' in classes) {
    return [classes.unread];
  }
  const byDefault = classes.value.find(({ globalDefault }) => globalDefault);
  if (!byDefault) {
    return [];
  }
  const { name } = byDefault.metadata;
  const guards = await Promise.all(
    GUARDS_OF_PODS.map(guard =>
      ifReadable(`ValidatingAdmissionPolicy/${guard}`, () =>
        objects.get({
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'ValidatingAdmissionPolicy',
          name: guard,
        }),
      ),
    ),
  );
  const refusing = guards.flatMap(read =>
    'value' in read && read.value && !mentions(read.value, name)
      ? [read.value.metadata.name]
      : [],
  );
  return refusing.length === 0
    ? []
    : [
        {
          level: 'different',
          object: `PriorityClass/${name}`,
          field: 'globalDefault',
          text: `every pod gets this class, and ${refusing.join(
            ' and ',
          )} refuse it; add "${name}" beside "academy-sandbox" there`,
        },
      ];
}

function mentions(policy: KubernetesObject, name: string): boolean {
  const { validations } = policy.spec as {
    validations: { expression: string }[];
  };
  return validations.some(({ expression }) => expression.includes(`"${name}"`));
}

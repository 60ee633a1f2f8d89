import { object, pod } from '../../testing/objects';
import type { SandboxObject } from '../SandboxObject';
import {
  type Attempt,
  BAD_NAME,
  EscapeScene,
  RBAC,
  refusalOf,
} from './EscapeScene';

jest.setTimeout(60_000);

const ADMISSION = 'admissionregistration.k8s.io/v1';

describe('what a learner does elsewhere', () => {
  const scene = EscapeScene.create();

  beforeAll(async () => {
    await scene.open();
    await scene.given(pod({}, { name: 'theirs' }), scene.elsewhere);
  });

  afterAll(() => scene.close());

  const v1 = (kind: string, namespace?: string) => ({
    apiVersion: 'v1',
    kind,
    namespace,
  });
  const theirs = () => ({ ...v1('Pod', scene.elsewhere), name: 'theirs' });

  const foreign: Attempt[] = [
    ...['Pod', 'Secret', 'ConfigMap', 'ServiceAccount', 'Event'].map(
      (kind): Attempt => [
        'T13',
        `read ${kind}s of another learner`,
        RBAC,
        () => scene.learner.list(v1(kind, scene.elsewhere)),
      ],
    ),
    [
      'T13',
      'read the namespace of another learner',
      RBAC,
      () => scene.learner.get({ ...v1('Namespace'), name: scene.elsewhere }),
    ],
    [
      'T13',
      'read the log of a foreign pod',
      RBAC,
      () => scene.subresource('GET', theirs(), 'log'),
    ],
    ...(['exec', 'attach', 'portforward'] as const).flatMap((name): Attempt[] =>
      (['GET', 'POST'] as const).map(
        (method): Attempt => [
          'T12',
          `${method} ${name} into a foreign pod`,
          RBAC,
          () =>
            scene.subresource(method, theirs(), name, {
              query: { command: 'id' },
            }),
        ],
      ),
    ),
    [
      'T12',
      'put an ephemeral container into a foreign pod',
      RBAC,
      () => scene.subresource('PATCH', theirs(), 'ephemeralcontainers'),
    ],
    ['T12', 'delete a foreign pod', RBAC, () => scene.learner.delete(theirs())],
    [
      'T12',
      'create in a foreign sandbox',
      RBAC,
      () => scene.create(object('v1', 'ConfigMap'), scene.elsewhere),
    ],
    [
      'T12',
      'issue a token of a foreign account',
      RBAC,
      () =>
        scene.subresource(
          'POST',
          { ...v1('ServiceAccount', scene.elsewhere), name: 'default' },
          'token',
          { body: {} },
        ),
    ],
    [
      'T12',
      'create in kube-system',
      RBAC,
      () => scene.create(pod(), 'kube-system'),
    ],
    [
      'T12',
      'read Secrets of the portal',
      RBAC,
      () => scene.learner.list(v1('Secret', 'backstage')),
    ],
    ...['Pod', 'Secret', 'Namespace', 'Node', 'PersistentVolume'].map(
      (kind): Attempt => [
        'T13',
        `read all ${kind}s`,
        RBAC,
        () => scene.learner.list(v1(kind)),
      ],
    ),
    [
      'T12',
      'reach a kubelet',
      RBAC,
      () =>
        scene.subresource(
          'GET',
          { ...v1('Node'), name: 'kwok-node-0' },
          'proxy',
        ),
    ],
    [
      'T12',
      'reach a Service through the API server',
      RBAC,
      () =>
        scene.subresource(
          'GET',
          { ...v1('Service', 'default'), name: 'kubernetes' },
          'proxy',
        ),
    ],
    [
      'T12',
      'label the own namespace',
      RBAC,
      () =>
        scene.learner.patch(
          { ...v1('Namespace'), name: scene.namespace },
          {
            metadata: {
              labels: { 'pod-security.kubernetes.io/enforce': 'privileged' },
            },
          },
        ),
    ],
    [
      'T12',
      'delete the own namespace',
      RBAC,
      () => scene.learner.delete({ ...v1('Namespace'), name: scene.namespace }),
    ],
  ];

  it.each(foreign)('%s %s: %s', async (_, __, refusal, act) => {
    expect(await refusalOf(act)).toContain(refusal);
  });

  it.each<SandboxObject>([
    object('v1', 'Namespace'),
    object('v1', 'Node'),
    object('v1', 'PersistentVolume', { spec: {} }),
    object('v1', 'ResourceQuota', { spec: {} }),
    object('v1', 'LimitRange', { spec: { limits: [] } }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRole', { rules: [] }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
    }),
    object('scheduling.k8s.io/v1', 'PriorityClass', { value: 1_000_000 }),
    object('node.k8s.io/v1', 'RuntimeClass', { handler: 'x' }),
    object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'x' }),
    object('networking.k8s.io/v1', 'IngressClass', {
      spec: { controller: 'x.example/x' },
    }),
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {}),
    object('apiregistration.k8s.io/v1', 'APIService', {}),
    object('certificates.k8s.io/v1', 'CertificateSigningRequest', {}),
    object(ADMISSION, 'ValidatingAdmissionPolicy', {}),
    object(ADMISSION, 'ValidatingAdmissionPolicyBinding', {}),
    object(ADMISSION, 'ValidatingWebhookConfiguration', {}),
    object(ADMISSION, 'MutatingWebhookConfiguration', {}),
    object('discovery.k8s.io/v1', 'EndpointSlice', {
      addressType: 'IPv4',
      endpoints: [],
    }),
    object('v1', 'Endpoints', {}),
    object('v1', 'Event', {}),
  ])('T2 $kind: is forbidden', async body => {
    expect(await refusalOf(() => scene.create(body))).toContain(RBAC);
  });

  it.each(['academy-guard-pods', 'academy-controller-scope'])(
    'T12 switch off %s',
    async name => {
      for (const kind of [
        'ValidatingAdmissionPolicy',
        'ValidatingAdmissionPolicyBinding',
      ]) {
        const policy = { apiVersion: ADMISSION, kind, name };
        expect(await refusalOf(() => scene.learner.delete(policy))).toContain(
          RBAC,
        );
      }
    },
  );

  describe('T1 names that would change the path', () => {
    const names = [
      '..',
      '../../kube-system/pods/x',
      '..%2f..%2fkube-system',
      '%2e%2e',
      'x/../../y',
      'x?dryRun=All',
      'x#y',
      'x\\..\\y',
      '\u2025',
      'x\u0000',
      'x\r\nHost: example.com',
      '',
    ];

    it.each(names)('of an object: %j', async name => {
      const { learner } = scene;
      const ref = scene.ref('v1', 'Secret', name);
      for (const act of [
        () => learner.get(ref),
        () => learner.delete(ref),
        () => learner.patch(ref, {}),
        () => scene.subresource('GET', ref, 'log'),
      ]) {
        expect(await refusalOf(act)).toMatch(BAD_NAME);
      }
    });

    it.each(names)('of a namespace: %j', async namespace => {
      const { learner } = scene;
      for (const act of [
        () => learner.list(v1('Secret', namespace)),
        () => learner.get({ ...v1('Secret', namespace), name: 'x' }),
        () => learner.create(object('v1', 'Secret'), { namespace }),
      ]) {
        expect(await refusalOf(act)).toMatch(BAD_NAME);
      }
    });
  });
});

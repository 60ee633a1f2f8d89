import { ClusterError, type ClusterClient } from '../../gateway';
import { TestCluster } from '../../testing/testCluster';
import { ATTEMPT_LABEL as ATTEMPT, MANAGED_BY_LABEL } from '../names';
import type { SandboxObject } from '../SandboxObject';
import { sandboxObjects } from '../sandboxObjects';
import type { ProvisionedSandbox } from '../types';
import { quotaStatusIsUnknown, untilAllowed } from '../untilAllowed';

jest.setTimeout(120_000);

type Outcome = 'ok' | 'fence' | 'rbac';

async function outcomeOf(task: Promise<unknown>): Promise<Outcome> {
  try {
    await task;
    return 'ok';
  } catch (error) {
    if (!(error instanceof ClusterError) || error.status !== 403) throw error;
    return error.refusedByPolicy('academy-controller-scope') ? 'fence' : 'rbac';
  }
}

describe('the fence around the backend', () => {
  let test: TestCluster;
  let backend: ClusterClient;
  let admin: ClusterClient;
  let sandbox: ProvisionedSandbox;
  let namespace: string;
  let prepared: string;

  beforeAll(async () => {
    test = TestCluster.create();
    backend = test.client;
    admin = await test.admin();
    sandbox = await test.newSandbox();
    namespace = sandbox.ref.namespace;
    const waiting = await test.newSandbox(test.input('prepared-fence'));
    prepared = waiting.ref.namespace;
  });

  afterAll(() => test.close());

  function namespaceObject(
    name: string,
    labels: Record<string, string | undefined> = {},
  ): SandboxObject {
    const input = { ...test.input('fence'), namespace: name };
    const { namespace: object } = sandboxObjects(input);
    const metadata = object.metadata as SandboxObject['metadata'] & {
      labels: Record<string, string>;
    };
    return {
      ...object,
      metadata: { ...metadata, labels: { ...metadata.labels, ...labels } },
    } as SandboxObject;
  }

  function binding(role: string): SandboxObject {
    const { ownBinding } = sandboxObjects(test.input());
    return {
      ...ownBinding,
      metadata: { name: 'fence-test' },
      roleRef: { ...(ownBinding.roleRef as object), name: role },
    };
  }

  const dryRun = { dryRun: true };
  const label = (name: string, key: string, value: string | null) =>
    backend.patch(
      { apiVersion: 'v1', kind: 'Namespace', name },
      { metadata: { labels: { [key]: value } } },
      dryRun,
    );
  const bind = (role: string, where: string) =>
    backend.create(binding(role), { namespace: where, ...dryRun });

  const rows: [string, Outcome, () => Promise<unknown>][] = [
    [
      'create acad-*',
      'ok',
      () => backend.create(namespaceObject('acad-fence-test'), dryRun),
    ],
    [
      'apply acad-*',
      'ok',
      () => backend.apply(namespaceObject('acad-fence-test'), dryRun),
    ],
    [
      'create a foreign name',
      'fence',
      () => backend.create(namespaceObject('team-a'), dryRun),
    ],
    [
      'apply a foreign name',
      'fence',
      () => backend.apply(namespaceObject('team-a'), dryRun),
    ],
    [
      'create with another managed-by',
      'fence',
      () =>
        backend.create(
          namespaceObject('acad-fence-test', { [MANAGED_BY_LABEL]: 'me' }),
          dryRun,
        ),
    ],
    [
      'create without Pod Security',
      'fence',
      () =>
        backend.create(
          namespaceObject('acad-fence-test', {
            'pod-security.kubernetes.io/enforce': 'privileged',
          }),
          dryRun,
        ),
    ],
    [
      'create without a pinned version',
      'fence',
      () =>
        backend.create(
          namespaceObject('acad-fence-test', {
            'pod-security.kubernetes.io/enforce-version': 'latest',
          }),
          dryRun,
        ),
    ],
    [
      'label kube-system',
      'fence',
      () => label('kube-system', MANAGED_BY_LABEL, 'backstage-academy'),
    ],
    ['label default', 'fence', () => label('default', 'a', 'b')],
    [
      'delete a namespace of a team',
      'fence',
      () =>
        backend.delete(
          { apiVersion: 'v1', kind: 'Namespace', name: 'backstage' },
          dryRun,
        ),
    ],
    ['label the own sandbox', 'ok', () => label(namespace, 'a', 'b')],
    [
      'tighten Pod Security',
      'ok',
      () =>
        label(namespace, 'pod-security.kubernetes.io/enforce', 'restricted'),
    ],
    [
      'weaken Pod Security',
      'fence',
      () =>
        label(namespace, 'pod-security.kubernetes.io/enforce', 'privileged'),
    ],
    [
      'remove Pod Security',
      'fence',
      () => label(namespace, 'pod-security.kubernetes.io/enforce', null),
    ],
    [
      'change the version of Pod Security',
      'fence',
      () =>
        label(namespace, 'pod-security.kubernetes.io/enforce-version', 'v1.30'),
    ],
    ['change the attempt', 'fence', () => label(namespace, ATTEMPT, 'other')],
    ['take the attempt away', 'fence', () => label(namespace, ATTEMPT, null)],
    [
      'give it back to be taken again',
      'fence',
      () => label(namespace, ATTEMPT, 'prepared-again'),
    ],
    [
      'give a prepared sandbox to an attempt',
      'ok',
      () => label(prepared, ATTEMPT, 'attempt-1'),
    ],
    [
      'give a prepared sandbox to nobody',
      'fence',
      () => label(prepared, ATTEMPT, null),
    ],
    [
      'give a prepared sandbox to another portal',
      'fence',
      () => label(prepared, 'kubernetes-academy.io/instance', 'other'),
    ],
    [
      'change the instance',
      'fence',
      () => label(namespace, 'kubernetes-academy.io/instance', 'other'),
    ],
    [
      'remove managed-by',
      'fence',
      () => label(namespace, MANAGED_BY_LABEL, null),
    ],
    [
      'delete the own sandbox',
      'ok',
      () =>
        backend.delete(
          { apiVersion: 'v1', kind: 'Namespace', name: namespace },
          dryRun,
        ),
    ],
    [
      'bind itself in the own sandbox',
      'ok',
      () => bind('academy-sandbox-admin', namespace),
    ],
    [
      'bind itself in kube-system',
      'fence',
      () => bind('academy-sandbox-admin', 'kube-system'),
    ],
    [
      'bind itself in backstage',
      'fence',
      () => bind('academy-sandbox-admin', 'backstage'),
    ],
    [
      'apply the binding in default',
      'fence',
      () =>
        backend.apply(binding('academy-sandbox-admin'), {
          namespace: 'default',
          ...dryRun,
        }),
    ],
    [
      'bind cluster-admin in the own sandbox',
      'rbac',
      () => bind('cluster-admin', namespace),
    ],
    ['bind admin in the own sandbox', 'rbac', () => bind('admin', namespace)],
    [
      'bind itself in the whole cluster',
      'rbac',
      () =>
        backend.create(
          {
            ...binding('academy-sandbox-admin'),
            kind: 'ClusterRoleBinding',
          } as SandboxObject,
          dryRun,
        ),
    ],
    [
      'read Secrets of kube-system',
      'rbac',
      () =>
        backend.list({
          apiVersion: 'v1',
          kind: 'Secret',
          namespace: 'kube-system',
        }),
    ],
    [
      'read pods everywhere',
      'rbac',
      () => backend.list({ apiVersion: 'v1', kind: 'Pod' }),
    ],
    [
      'write a ConfigMap in the own sandbox',
      'ok',
      () =>
        backend.create(
          { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
          { namespace, ...dryRun },
        ),
    ],
    [
      'write a ConfigMap elsewhere',
      'rbac',
      () =>
        backend.create(
          { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
          { namespace: 'default', ...dryRun },
        ),
    ],
  ];

  it.each(rows)('T12 %s: %s', async (_, expected, attempt) => {
    const patient = untilAllowed(attempt, { only: quotaStatusIsUnknown });
    await expect(outcomeOf(patient)).resolves.toBe(expected);
  });

  it('refuses a collection of namespaces', async () => {
    const deletion = admin.deleteCollection({
      apiVersion: 'v1',
      kind: 'Namespace',
    });
    await expect(deletion).rejects.toMatchObject({ status: 405 });
  });

  describe('holds even if RBAC allowed everything', () => {
    const asBackend = [
      '--as=system:serviceaccount:backstage:academy',
      '--as-group=system:masters',
    ];
    const server = '--dry-run=server';
    const configMap = JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'kube-root-ca.crt',
        namespace: 'default',
        labels: { a: 'b' },
      },
    });

    it.each<[string, string[]]>([
      [
        'CREATE elsewhere',
        ['create', 'configmap', 'x', '-n', 'default', server],
      ],
      ['UPDATE elsewhere', ['apply', '--server-side', server, '-f', '-']],
      [
        'DELETE elsewhere',
        ['delete', 'configmap', 'kube-root-ca.crt', '-n', 'default', server],
      ],
      [
        'a ClusterRole',
        ['create', 'clusterrole', 'x', '--verb=get', '--resource=pods', server],
      ],
      [
        'a PriorityClass',
        ['create', 'priorityclass', 'x', '--value=1', server],
      ],
      ['a token elsewhere', ['create', 'token', 'default', '-n', 'default']],
      [
        'CONNECT to a node',
        ['get', '--raw', '/api/v1/nodes/kwok-node-0/proxy/pods'],
      ],
      [
        'CONNECT to a Service elsewhere',
        [
          'get',
          '--raw',
          '/api/v1/namespaces/default/services/kubernetes/proxy/',
        ],
      ],
    ])('%s', async (_, args) => {
      const command = [...args, ...asBackend];
      const { code, stderr } = await test.kubectl(command, configMap);
      expect(stderr).toContain('academy-controller-scope');
      expect(code).not.toBe(0);
    });

    it('finalize of the own sandbox', async () => {
      const body = JSON.stringify({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
        spec: { finalizers: [] },
      });
      const { stderr } = await test.kubectl(
        [
          'replace',
          '--raw',
          `/api/v1/namespaces/${namespace}/finalize`,
          '-f',
          '-',
          ...asBackend,
        ],
        body,
      );
      expect(stderr).toContain('academy-controller-scope');
    });
  });
});

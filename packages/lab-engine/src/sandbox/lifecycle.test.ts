import type { ClusterClient, KindRef } from '../gateway';
import { eventually } from '../testing/eventually';
import { deployment, object, service } from '../testing/objects';
import { openSandbox } from '../testing/openSandbox';
import { TestCluster } from '../testing/testCluster';
import { issueKubeconfig } from './issueKubeconfig';
import { listSandboxes } from './policy/listSandboxes';
import { removeSandbox } from './policy/removeSandbox';
import type { ProvisionedSandbox } from './types';
import { quotaStatusIsUnknown, untilAllowed } from './untilAllowed';
import { wipeSandbox } from './wipeSandbox';

jest.setTimeout(120_000);

describe('a sandbox', () => {
  let test: TestCluster;
  let client: ClusterClient;

  beforeAll(() => {
    test = TestCluster.create();
    client = test.client;
  });

  afterAll(() => test.close());

  async function kubeconfigOf(sandbox: ProvisionedSandbox) {
    const { ref } = sandbox;
    const open = openSandbox(sandbox);
    const issued = await issueKubeconfig(test.cluster, ref, open);
    const path = await test.file(`${ref.namespace}.yaml`, issued.kubeconfig);
    const kubectl = (...args: string[]) =>
      test.kubectl(['--kubeconfig', path, ...args]);
    return { issued, kubectl };
  }

  it('has a kubeconfig that works as it is', async () => {
    const sandbox = await test.newSandbox();
    const { issued, kubectl } = await kubeconfigOf(sandbox);
    const created = await kubectl('create', 'configmap', 'mine');
    expect(created).toMatchObject({
      code: 0,
      stdout: 'configmap/mine created\n',
    });
    const where = await kubectl(
      ...['get', 'configmap', 'mine', '-o', 'jsonpath={.metadata.namespace}'],
    );
    expect(where.stdout).toBe(sandbox.ref.namespace);
    expect(issued.kubeconfig).not.toMatch(/token: .*\n\s+\S+\n/);
    const lifeMs = Date.parse(issued.expiresAt) - Date.now();
    expect(lifeMs).toBeLessThanOrEqual(3600_000);
  });

  it('has a kubeconfig that does not outlive it', async () => {
    const input = {
      ...test.input(),
      expiresAt: new Date(Date.now() + 900_000),
    };
    const sandbox = await test.newSandbox(input);
    const { issued } = await kubeconfigOf(sandbox);
    expect(Date.parse(issued.expiresAt)).toBeLessThanOrEqual(
      input.expiresAt.getTime() + 1000,
    );
  });

  it('takes the rights of its learner when it is removed', async () => {
    const sandbox = await test.newSandbox();
    const { kubectl } = await kubeconfigOf(sandbox);
    expect(await kubectl('get', 'pods')).toMatchObject({ code: 0 });

    await expect(removeSandbox(client, sandbox.ref)).resolves.toBe(false);
    await eventually(async () => {
      const { code, stderr } = await kubectl('get', 'pods');
      expect(stderr).toMatch(/Forbidden|Unauthorized/);
      expect(code).not.toBe(0);
    });
    await eventually(async () => {
      const { stderr } = await kubectl('get', 'pods');
      expect(stderr).toContain('Unauthorized');
    });
    await eventually(() =>
      expect(removeSandbox(client, sandbox.ref)).resolves.toBe(true),
    );
    await expect(
      issueKubeconfig(test.cluster, sandbox.ref, openSandbox(sandbox)),
    ).rejects.toMatchObject({ code: 'gone' });
  });

  it('has no pods any more when its namespace goes', async () => {
    const { ref, identities } = await test.newSandbox();
    const { namespace } = ref;
    await untilAllowed(
      () => identities.learner.apply(deployment(), { namespace }),
      { only: quotaStatusIsUnknown },
    );
    const admin = await test.admin();
    const pods = { apiVersion: 'v1', kind: 'Pod', namespace };
    await eventually(async () =>
      expect(await admin.list(pods)).not.toHaveLength(0),
    );
    await expect(removeSandbox(client, ref)).resolves.toBe(false);
    await expect(admin.list(pods)).resolves.toEqual([]);
  });

  it('tells what keeps its namespace from being deleted', async () => {
    const input = test.input();
    const { ref } = await test.newSandbox(input);
    const { namespace } = ref;
    const stuck = object(
      'v1',
      'ConfigMap',
      {},
      {
        finalizers: ['kubernetes-academy.io/stuck'],
      },
    );
    await untilAllowed(() => client.create(stuck, { namespace }));
    await removeSandbox(client, ref);
    await eventually(async () => {
      const found = await listSandboxes(client, input.owner.instance);
      const info = found.find(({ uid }) => uid === ref.uid);
      expect(info?.deletion).toEqual({
        since: expect.any(Date),
        conditions: expect.arrayContaining([
          {
            type: 'NamespaceFinalizersRemaining',
            message: expect.stringContaining('kubernetes-academy.io/stuck'),
          },
        ]),
      });
      expect(info?.terminating).toBe(true);
    });
    const admin = await test.admin();
    await admin.patch(
      { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: 'x' },
      { metadata: { finalizers: null } },
    );
    await eventually(() =>
      expect(removeSandbox(client, ref)).resolves.toBe(true),
    );
  });

  it('is not removed when its name belongs to another namespace', async () => {
    const { ref } = await test.newSandbox();
    const outdated = { ...ref, uid: '00000000-0000-0000-0000-000000000000' };
    await expect(removeSandbox(client, outdated)).resolves.toBe(true);
    const found = await client.get({
      apiVersion: 'v1',
      kind: 'Namespace',
      name: ref.namespace,
    });
    expect(found.metadata).not.toHaveProperty('deletionTimestamp');
  });

  it('is not removed when it is not ours', async () => {
    const namespace = 'kube-public';
    const found = await client.get({
      apiVersion: 'v1',
      kind: 'Namespace',
      name: namespace,
    });
    const uid = found.metadata.uid as string;
    await expect(
      removeSandbox(client, { cluster: 'test', namespace, uid }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  it('keeps its guards when it is wiped', async () => {
    const { ref, identities } = await test.newSandbox();
    const { namespace } = ref;
    const { learner } = identities;
    const created = [
      deployment(),
      service({}),
      object('v1', 'ConfigMap'),
      object('v1', 'Secret'),
      object('v1', 'ServiceAccount'),
      object('coordination.k8s.io/v1', 'Lease', { spec: {} }),
      object('rbac.authorization.k8s.io/v1', 'Role', { rules: [] }),
    ];
    for (const body of created) {
      await untilAllowed(() => learner.apply(body, { namespace }), {
        only: quotaStatusIsUnknown,
      });
    }
    const everything = async (ofGuards: boolean) => {
      const kinds: KindRef[] = [
        ...created,
        { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
        { apiVersion: 'v1', kind: 'Pod' },
        { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
        { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding' },
        { apiVersion: 'v1', kind: 'ResourceQuota' },
        { apiVersion: 'v1', kind: 'LimitRange' },
      ].map(({ apiVersion, kind }) => ({ apiVersion, kind, namespace }));
      const labelSelector = `kubernetes-academy.io/protected${
        ofGuards ? '=' : '!='
      }true`;
      const lists = await Promise.all(
        kinds.map(async kind => {
          const objects = await client.list(kind, { labelSelector });
          return objects.map(({ metadata }) => `${kind.kind}/${metadata.name}`);
        }),
      );
      return lists.flat().sort();
    };
    await eventually(async () =>
      expect(await everything(false)).toContainEqual(
        expect.stringMatching(/^ReplicaSet\/x-/),
      ),
    );
    const guards = await everything(true);
    expect(guards).toHaveLength(12);

    await wipeSandbox(client, ref);
    expect(await everything(true)).toEqual(guards);
    expect(await everything(false)).toEqual([
      'ConfigMap/kube-root-ca.crt',
      'ServiceAccount/default',
    ]);
  });

  it('is found by the portal that made it, and by no other', async () => {
    const input = test.input('listed');
    const { ref } = await test.newSandbox(input);
    const found = await listSandboxes(client, input.owner.instance);
    expect(found).toContainEqual({
      cluster: 'test',
      namespace: ref.namespace,
      uid: ref.uid,
      attemptId: 'listed',
      createdAt: expect.any(Date),
      terminating: false,
    });
    await expect(listSandboxes(client, 'other-portal')).resolves.toEqual([]);
  });
});

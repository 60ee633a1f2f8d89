import type { ClusterClient, KindRef } from '../../gateway';
import { fixedToken } from '../../gateway';
import { createLabRuntime } from '../../runtime/createLabRuntime';
import type { LabRuntime, SandboxRef } from '../../runtime/types';
import { waitForCluster } from '../../runtime/waitForCluster';
import { eventually } from '../../testing/eventually';
import { deployment, object, service } from '../../testing/objects';
import { startOwnCluster } from '../../testing/startOwnCluster';
import type { TestCluster } from '../../testing/testCluster';
import { ownedNamespace } from '../ownedNamespace';
import { profileOf } from '../profile';
import { LEARNER_KINDS } from '../sandboxKinds';
import type { ProvisionedSandbox } from '../types';
import { quotaStatusIsUnknown, untilAllowed } from '../untilAllowed';
import { claimRef } from './claim';
import { PoolSupplier } from './PoolSupplier';
import { poolNamespaces, poolObjects } from './poolObjects';
import { testPool } from './testPool';

/** The first run on a machine builds the binaries. */
jest.setTimeout(15 * 60_000);

const INSTANCE = 'lab-engine-test';
const NAMESPACES = poolNamespaces(3);

describe('a pool of namespaces', () => {
  let stop: () => Promise<void>;
  let test: TestCluster;
  let admin: ClusterClient;
  let client: ClusterClient;
  let pool: PoolSupplier;

  beforeAll(async () => {
    ({ test, stop } = await startOwnCluster('pool'));
    client = test.client;
    const items = poolObjects(NAMESPACES);
    const list = { apiVersion: 'v1', kind: 'List', items };
    await test.kubectl(['apply', '-f', '-'], JSON.stringify(list));
    await test.kubectl([
      ...['delete', 'clusterrolebinding', 'academy-provisioner'],
      '--ignore-not-found',
    ]);
    admin = await test.admin();
    pool = PoolSupplier.create({ client, namespaces: NAMESPACES });
    // The authorizer learns of bindings a moment later.
    await eventually(async () => {
      const problem = await testPool(client, NAMESPACES);
      if (problem) throw new Error(problem.en);
    });
  });

  afterAll(() => stop?.());

  const gone = ({ ref }: { ref: SandboxRef }) =>
    eventually(() => expect(pool.remove(ref)).resolves.toBe(true));

  /** All that is in a namespace, of the kinds that a release clears. */
  async function contentOf(namespace: string): Promise<string[]> {
    const kinds: KindRef[] = [
      ...LEARNER_KINDS,
      ['v1', 'ResourceQuota'] as const,
      ['v1', 'LimitRange'] as const,
      ['v1', 'Event'] as const,
    ].map(([apiVersion, kind]) => ({ apiVersion, kind, namespace }));
    const lists = await Promise.all(
      kinds.map(async kind => {
        const objects = await admin.list(kind);
        return objects.map(({ metadata }) => `${kind.kind}/${metadata.name}`);
      }),
    );
    return lists.flat().sort();
  }

  const EMPTY = [
    'ConfigMap/kube-root-ca.crt',
    'NetworkPolicy/academy-default-deny',
    'NetworkPolicy/academy-dns',
    'NetworkPolicy/academy-same-namespace',
    'RoleBinding/academy-backend',
    'ServiceAccount/default',
  ];

  it('is all that the backend has rights to', async () => {
    const namespaces = { apiVersion: 'v1', kind: 'Namespace' };
    await expect(client.list(namespaces)).rejects.toMatchObject({
      status: 403,
    });
    await expect(
      client.get({ ...namespaces, name: 'default' }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      client.create(object('v1', 'ConfigMap'), {
        namespace: 'default',
        dryRun: true,
      }),
    ).rejects.toMatchObject({ status: 403 });
  });

  describe('its test', () => {
    it('names a namespace that is not prepared', async () => {
      await expect(
        testPool(client, [...NAMESPACES, 'acad-pool-99']),
      ).resolves.toMatchObject({
        en: expect.stringMatching(/acad-pool-99 .*cannot get/),
        ko: expect.stringContaining('acad-pool-99'),
      });
    });

    it('names a label that is wrong', async () => {
      const { stderr } = await test.kubectl([
        ...['label', 'namespace', 'acad-pool-03', '--overwrite'],
        'pod-security.kubernetes.io/enforce=privileged',
      ]);
      expect(stderr).toBe('');
      await expect(testPool(client, NAMESPACES)).resolves.toMatchObject({
        en: expect.stringMatching(/acad-pool-03 .*security.*enforce/),
      });
      await test.kubectl([
        ...['label', 'namespace', 'acad-pool-03', '--overwrite'],
        'pod-security.kubernetes.io/enforce=baseline',
      ]);
    });

    it('does not accept rights to other namespaces', async () => {
      await expect(testPool(admin, NAMESPACES)).resolves.toMatchObject({
        en: expect.stringContaining('may create namespaces'),
        ko: expect.stringContaining('academy-provisioner'),
      });
    });
  });

  async function work(sandbox: ProvisionedSandbox): Promise<void> {
    const { namespace } = sandbox.ref;
    const created = [
      deployment(),
      service({}),
      object('v1', 'ConfigMap'),
      object('v1', 'Secret'),
      object('v1', 'ServiceAccount'),
      object('coordination.k8s.io/v1', 'Lease', { spec: {} }),
      object('rbac.authorization.k8s.io/v1', 'Role', { rules: [] }),
      object('networking.k8s.io/v1', 'NetworkPolicy', {
        spec: { podSelector: {} },
      }),
    ];
    for (const body of created) {
      await untilAllowed(
        () => sandbox.identities.learner.apply(body, { namespace }),
        { only: quotaStatusIsUnknown },
      );
    }
  }

  it('lends a namespace to an attempt, and has it back as it was', async () => {
    const input = test.input('first');
    const sandbox = await pool.provision({ ...input, profile: 'no-defaults' });
    const { ref, identities } = sandbox;
    expect(NAMESPACES).toContain(ref.namespace);
    const claim = await ownedNamespace(client, ref);
    expect(claim.metadata.name).toBe('academy-claim');
    expect(claim.metadata.uid).toBe(ref.uid);
    expect(profileOf(claim)).toBe('no-defaults');
    await expect(pool.list(INSTANCE)).resolves.toEqual([
      {
        ...ref,
        attemptId: 'first',
        createdAt: expect.any(Date),
        terminating: false,
        deletion: undefined,
      },
    ]);
    await expect(pool.list('other-portal')).resolves.toEqual([]);

    await work(sandbox);
    const content = await contentOf(ref.namespace);
    expect(content).toContain('Deployment/x');
    expect(content).toContain('ResourceQuota/academy-requests');
    const issued = await identities.learnerToken();
    const forDefault = await client.request<{ status: { token: string } }>({
      method: 'POST',
      path: await client.path(
        {
          apiVersion: 'v1',
          kind: 'ServiceAccount',
          namespace: ref.namespace,
          name: 'default',
        },
        'token',
      ),
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest' },
    });

    await expect(pool.remove(ref)).resolves.toBe(false);
    await expect(ownedNamespace(client, ref)).rejects.toMatchObject({
      code: 'gone',
    });
    await expect(
      pool.provision({ ...input, profile: 'no-defaults' }),
    ).rejects.toMatchObject({ code: 'gone' });
    await gone(sandbox);
    expect(await contentOf(ref.namespace)).toEqual(EMPTY);
    for (const { token } of [issued, forDefault.body.status]) {
      const old = client.withToken(fixedToken(token));
      await eventually(() =>
        expect(old.get(claimRef(ref.namespace))).rejects.toMatchObject({
          status: 401,
        }),
      );
    }
  });

  it('gives every namespace to one attempt only, whoever asks', async () => {
    const replicas = [
      pool,
      PoolSupplier.create({ client, namespaces: NAMESPACES }),
    ];
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, (_, index) =>
        replicas[index % 2].provision(test.input()),
      ),
    );
    const given = results.flatMap(result =>
      result.status === 'fulfilled' ? [result.value] : [],
    );
    const refused = results.flatMap(result =>
      result.status === 'rejected' ? [result.reason.code] : [],
    );
    expect(given.map(({ ref }) => ref.namespace).sort()).toEqual(NAMESPACES);
    expect(refused).toEqual(Array(3).fill('cluster-unavailable'));
    await Promise.all(given.map(gone));
  });

  it('gives the same sandbox when it is asked for again', async () => {
    const input = test.input();
    const first = await pool.provision(input);
    const longer = new Date(Date.now() + 8 * 3_600_000);
    const again = await pool.provision({ ...input, expiresAt: longer });
    expect(again.ref).toEqual(first.ref);
    const claim = await ownedNamespace(client, again.ref);
    expect(claim.metadata.annotations).toMatchObject({
      'kubernetes-academy.io/expires-at': longer.toISOString(),
    });
    await gone(first);
  });

  it('has quotas of the profile that is asked for, and no others', async () => {
    const [taken] = NAMESPACES;
    const one = PoolSupplier.create({ client, namespaces: [taken] });
    const bare = { ...test.input(), profile: 'no-defaults' as const };
    await gone(await one.provision(bare));
    const { ref } = await one.provision(test.input());
    const content = await contentOf(taken);
    expect(content.filter(name => name.startsWith('ResourceQuota'))).toEqual([
      'ResourceQuota/academy-compute',
      'ResourceQuota/academy-objects',
    ]);
    await gone({ ref });
  });

  it('keeps its claim from the learner', async () => {
    const { ref, identities } = await pool.provision(test.input());
    const { learner } = identities;
    const claim = claimRef(ref.namespace);
    const refusal = { message: expect.stringContaining('read-only') };
    await expect(learner.delete(claim)).rejects.toMatchObject(refusal);
    await expect(
      learner.patch(claim, { spec: { holderIdentity: 'me' } }),
    ).rejects.toMatchObject(refusal);
    await gone({ ref });
  });

  it('tells what keeps a namespace from being free', async () => {
    const { ref } = await pool.provision(test.input());
    const finalizers = ['kubernetes-academy.io/stuck'];
    await client.create(object('v1', 'ConfigMap', {}, { finalizers }), {
      namespace: ref.namespace,
    });
    await eventually(async () => {
      await expect(pool.remove(ref)).resolves.toBe(false);
      const [info] = await pool.list(INSTANCE);
      expect(info).toMatchObject({
        terminating: true,
        deletion: {
          since: expect.any(Date),
          conditions: [
            { type: 'SandboxContentRemaining', message: 'ConfigMap/x' },
          ],
        },
      });
    });
    await client.patch(
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: 'x',
        namespace: ref.namespace,
      },
      { metadata: { finalizers: null } },
    );
    await gone({ ref });
  });

  it('leaves the claim of somebody else alone', async () => {
    const { ref } = await pool.provision(test.input());
    const outdated = { ...ref, uid: '00000000-0000-0000-0000-000000000000' };
    await expect(pool.remove(outdated)).resolves.toBe(true);
    await expect(ownedNamespace(client, outdated)).rejects.toMatchObject({
      code: 'gone',
    });
    await expect(ownedNamespace(client, ref)).resolves.toBeDefined();
    await gone({ ref });
  });

  it('leaves alone what the administrator took out of it', async () => {
    const { ref } = await pool.provision(test.input());
    const smaller = PoolSupplier.create({
      client,
      namespaces: NAMESPACES.filter(name => name !== ref.namespace),
    });
    await expect(smaller.remove(ref)).resolves.toBe(true);
    await expect(ownedNamespace(client, ref)).resolves.toBeDefined();
    await gone({ ref });
  });

  it('serves the whole lab engine', async () => {
    const runtime: LabRuntime = createLabRuntime({
      clusters: [
        {
          ...test.options,
          sandboxes: { mode: 'pool', namespaces: NAMESPACES },
        },
      ],
    });
    try {
      const options = { timeoutMs: 30_000 };
      const status = await waitForCluster(runtime, 'test', options);
      expect(status).toMatchObject({ state: 'ready', activeSandboxes: 0 });
      const ref = await runtime.provision(test.input());
      await eventually(() =>
        expect(runtime.clusters()[0].activeSandboxes).toBe(1),
      );
      const yaml = JSON.stringify(object('v1', 'ConfigMap'));
      await runtime.applySetup(ref, [{ file: 'setup.yaml', content: yaml }]);
      const applied = await runtime.applyAsLearner(ref, yaml);
      expect(applied.documents).toMatchObject([{ outcome: 'unchanged' }]);
      await runtime.wipe(ref);
      const { kubeconfig } = await runtime.issueKubeconfig(ref);
      expect(kubeconfig).toContain(ref.namespace);
      await eventually(() => expect(runtime.remove(ref)).resolves.toBe(true));
      await eventually(() =>
        expect(runtime.clusters()[0].activeSandboxes).toBe(0),
      );
    } finally {
      await runtime.close();
    }
  });
});

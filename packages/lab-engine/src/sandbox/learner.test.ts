import type { ClusterClient } from '../gateway';
import { deployment, object } from '../testing/objects';
import { openSandbox } from '../testing/openSandbox';
import { TestCluster } from '../testing/testCluster';
import { issueKubeconfig } from './issueKubeconfig';
import type { ProvisionedSandbox } from './provisionSandbox';

jest.setTimeout(60_000);

/** Who refuses, as it shows in the message. */
const GUARD = (name: string) => `academy-guard-${name}`;

describe('what a learner can do', () => {
  let test: TestCluster;
  let sandbox: ProvisionedSandbox;
  let other: ProvisionedSandbox;
  let learner: ClusterClient;
  let namespace: string;
  let kubeconfig: string;

  beforeAll(async () => {
    test = TestCluster.create();
    [sandbox, other] = await Promise.all([
      test.newSandbox(),
      test.newSandbox(),
    ]);
    learner = sandbox.identities.learner;
    namespace = sandbox.ref.namespace;
    const issued = await issueKubeconfig(
      test.cluster,
      sandbox.ref,
      openSandbox(sandbox),
    );
    kubeconfig = await test.file('learner.kubeconfig', issued.kubeconfig);
  });

  afterAll(() => test.close());

  function kubectl(args: string[], stdin?: string) {
    return test.kubectl(['--kubeconfig', kubeconfig, ...args], stdin);
  }

  describe('guard objects', () => {
    const RBAC_V1 = 'rbac.authorization.k8s.io/v1';
    const NET_V1 = 'networking.k8s.io/v1';
    const guards: [string, string, string][] = [
      [NET_V1, 'NetworkPolicy', 'academy-default-deny'],
      [NET_V1, 'NetworkPolicy', 'academy-same-namespace'],
      [NET_V1, 'NetworkPolicy', 'academy-dns'],
      [RBAC_V1, 'RoleBinding', 'academy-checker'],
      [RBAC_V1, 'RoleBinding', 'academy-backend'],
      [RBAC_V1, 'RoleBinding', 'academy-learner'],
      ['v1', 'ServiceAccount', 'learner'],
      ['v1', 'ServiceAccount', 'academy-checker'],
      ['v1', 'Secret', 'kubeconfig-1'],
    ];

    it.each(guards)(
      '%s %s %s cannot be deleted or changed',
      async (...guard) => {
        const [apiVersion, kind, name] = guard;
        const ref = { apiVersion, kind, name, namespace };
        const words = {
          status: 403,
          message: expect.stringContaining(GUARD('protected')),
        };
        await expect(learner.delete(ref)).rejects.toMatchObject(words);
        // Some are refused by RBAC already: a binding may only be changed by who holds its rights.
        await expect(
          learner.patch(ref, { metadata: { annotations: { a: 'b' } } }),
        ).rejects.toMatchObject({ status: 403 });
      },
    );

    it.each([
      ['v1', 'ResourceQuota', 'academy-objects'],
      ['v1', 'LimitRange', 'academy-limits'],
    ])('%s %s %s neither', async (apiVersion, kind, name) => {
      const ref = { apiVersion, kind, name, namespace };
      await expect(learner.delete(ref)).rejects.toMatchObject({ status: 403 });
    });

    it('survive the deletion of a whole collection', async () => {
      const secrets = { apiVersion: 'v1', kind: 'Secret', namespace };
      await learner.deleteCollection(secrets).catch(() => {});
      await expect(
        learner.get({ ...secrets, name: 'kubeconfig-1' }),
      ).resolves.toBeDefined();
    });
  });

  describe('identities', () => {
    const token = (account: string, expirationSeconds = 3600) =>
      learner
        .path(
          {
            apiVersion: 'v1',
            kind: 'ServiceAccount',
            namespace,
            name: account,
          },
          'token',
        )
        .then(path =>
          learner.request({
            method: 'POST',
            path,
            body: {
              apiVersion: 'authentication.k8s.io/v1',
              kind: 'TokenRequest',
              spec: { expirationSeconds },
            },
          }),
        );

    it.each([
      ['learner', 3600],
      ['academy-checker', 3600],
      ['default', 7200],
    ])('no token of %s for %d seconds', async (account, seconds) => {
      await expect(token(account, seconds)).rejects.toMatchObject({
        message: expect.stringContaining(GUARD('tokens')),
      });
    });

    it('a token of an own account for an hour', async () => {
      await expect(token('default')).resolves.toMatchObject({ status: 201 });
    });

    it('no impersonation', async () => {
      const { stderr } = await kubectl(['get', 'pods', '--as=system:admin']);
      expect(stderr).toContain('cannot impersonate');
    });
  });

  describe('reading', () => {
    const pods = { apiVersion: 'v1', kind: 'Pod' };

    it('the own sandbox', async () => {
      await expect(learner.list({ ...pods, namespace })).resolves.toEqual([]);
      await expect(
        learner.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace }),
      ).resolves.toBeDefined();
    });

    it('nothing else', async () => {
      const elsewhere = other.ref.namespace;
      const v1 = (kind: string) => ({ apiVersion: 'v1', kind });
      const attempts = [
        () => learner.list({ ...pods, namespace: elsewhere }),
        () => learner.list({ ...v1('Secret'), namespace: elsewhere }),
        () => learner.get({ ...v1('Namespace'), name: elsewhere }),
        () => learner.list(v1('Namespace')),
        () => learner.list(v1('Node')),
        () => learner.list(pods),
        () => learner.get({ ...pods, namespace: 'kube-system', name: 'x' }),
      ];
      for (const attempt of attempts) {
        await expect(attempt()).rejects.toMatchObject({ status: 403 });
      }
    });

    it('nothing at all with the token of the checker that writes', async () => {
      const { checker } = sandbox.identities;
      const body = object('v1', 'ConfigMap');
      await expect(
        checker.create(body, { namespace, dryRun: true }),
      ).rejects.toMatchObject({ status: 403 });
    });
  });

  it('works with kubectl as lessons show it', async () => {
    const manifest = JSON.stringify(deployment());
    const commands: [string[], string?][] = [
      [['apply', '-f', '-'], manifest],
      [['apply', '--server-side', '--force-conflicts', '-f', '-'], manifest],
      [['diff', '-f', '-'], manifest],
      [['set', 'image', 'deployment/x', 'x=docker.io/library/busybox:1.36']],
      [['scale', 'deployment/x', '--replicas=2']],
      [['label', 'deployment/x', 'tier=web']],
      [['annotate', 'deployment/x', 'kubernetes.io/change-cause=test']],
      [['rollout', 'history', 'deployment/x']],
      [['rollout', 'restart', 'deployment/x']],
      [['expose', 'deployment/x', '--port=80']],
      [['get', 'all']],
      [['describe', 'deployment/x']],
      [['explain', 'deployment.spec.replicas']],
      [['get', 'events']],
      [['create', 'configmap', 'settings', '--from-literal=a=b']],
      [['create', 'serviceaccount', 'robot']],
      [['create', 'role', 'reader', '--verb=get', '--resource=pods']],
      [
        [
          'create',
          'rolebinding',
          'reader',
          '--role=reader',
          `--serviceaccount=${namespace}:robot`,
        ],
      ],
      [['create', 'token', 'robot']],
      [['auth', 'can-i', 'create', 'deployments']],
      [['run', 'once', '--image=docker.io/library/busybox']],
      [['delete', 'deployment/x', 'service/x', 'pod/once', '--wait=false']],
    ];
    const failures: string[] = [];
    for (const [args, stdin] of commands) {
      const { code, stderr } = await kubectl(args, stdin);
      if (code !== 0) failures.push(`${args.join(' ')}: ${stderr}`);
    }
    expect(failures).toEqual([]);
  });
});

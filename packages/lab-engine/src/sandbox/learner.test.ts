import type { ClusterClient } from '../gateway';
import {
  binding,
  deployment,
  dns,
  egress,
  group,
  job,
  LABELS,
  object,
  role,
  service,
} from '../testing/objects';
import { openSandbox } from '../testing/openSandbox';
import { TestCluster } from '../testing/testCluster';
import { issueKubeconfig } from './issueKubeconfig';
import type { SandboxObject } from './SandboxObject';
import { quotaStatusIsUnknown, untilAllowed } from './untilAllowed';

jest.setTimeout(60_000);

describe('what a learner can do', () => {
  let test: TestCluster;
  let learner: ClusterClient;
  let namespace: string;
  let kubeconfig: string;

  beforeAll(async () => {
    test = TestCluster.create();
    const sandbox = await test.newSandbox();
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

  function create(body: SandboxObject): Promise<unknown> {
    return untilAllowed(
      () => learner.create(body, { namespace, dryRun: true }),
      { only: quotaStatusIsUnknown },
    );
  }

  it('reads the own sandbox', async () => {
    await expect(
      learner.list({ apiVersion: 'v1', kind: 'Pod', namespace }),
    ).resolves.toEqual([]);
    await expect(
      learner.get({ apiVersion: 'v1', kind: 'Namespace', name: namespace }),
    ).resolves.toBeDefined();
  });

  describe('allowed objects', () => {
    it.each<[string, SandboxObject]>([
      ['Service ClusterIP', service({})],
      ['headless Service', service({ clusterIP: 'None' })],
      ['egress to the own pods', egress({ to: [{ podSelector: {} }] })],
      ['egress to DNS', egress(dns({ port: 53 }))],
      ['Deployment', deployment()],
      [
        'toleration of the Academy',
        deployment({
          tolerations: [
            { key: 'kubernetes-academy.io/simulated', operator: 'Exists' },
          ],
        }),
      ],
      ['Job', job({})],
      ['Role with rights that are held', role('get', 'list')],
      [
        'binding of academy-learner to a group',
        binding('academy-learner', group('academy:team')),
      ],
      ['Secret', object('v1', 'Secret', { stringData: { a: 'b' } })],
      [
        'PersistentVolumeClaim',
        object('v1', 'PersistentVolumeClaim', {
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '100Mi' } },
          },
        }),
      ],
      [
        'PodDisruptionBudget',
        object('policy/v1', 'PodDisruptionBudget', {
          spec: { minAvailable: 1, selector: LABELS },
        }),
      ],
      ['Lease', object('coordination.k8s.io/v1', 'Lease', { spec: {} })],
    ])('%s', async (_, body) => {
      await expect(create(body)).resolves.toMatchObject({
        metadata: { name: 'x' },
      });
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

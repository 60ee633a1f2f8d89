import type { ClusterClient } from '../gateway';
import { issueKubeconfig, wipeSandbox } from '../sandbox';
import type { ProvisionedSandbox } from '../sandbox';
import { eventually } from '../testing/eventually';
import { openSandbox } from '../testing/openSandbox';
import { TestCluster } from '../testing/testCluster';
import { controlPlaneObjects } from './controlPlane';
import { ensurePki } from './pkiSecret';

jest.setTimeout(90_000);

describe('the objects of a nested control plane', () => {
  let test: TestCluster;
  let sandbox: ProvisionedSandbox;
  let namespace: string;
  let kubeconfig: string;
  let context: string | undefined;

  beforeAll(async () => {
    test = TestCluster.create();
    const input = { ...test.input(), profile: 'nested' as const };
    sandbox = await test.newSandbox(input);
    namespace = sandbox.ref.namespace;
    await ensurePki(test.client, namespace);
    const open = openSandbox(sandbox);
    const issued = await issueKubeconfig(test.cluster, sandbox.ref, open);
    context = issued.nested?.context;
    kubeconfig = await test.file('nested.kubeconfig', issued.kubeconfig);
  });

  afterAll(() => test.close());

  const { base, servers, clients } = controlPlaneObjects();
  const all = [...base, ...servers, ...clients];
  const kubectl = (args: string[], stdin?: string) =>
    test.kubectl(['--kubeconfig', kubeconfig, ...args], stdin);

  async function namesOf(
    client: ClusterClient,
    apiVersion: string,
    kind: string,
  ) {
    const found = await client.list({ apiVersion, kind, namespace });
    return found.map(({ metadata }) => metadata.name).sort();
  }

  it('are what a learner may create, without a warning', async () => {
    const list = { apiVersion: 'v1', kind: 'List', items: all };
    const applied = await kubectl(['apply', '-f', '-'], JSON.stringify(list));
    expect(applied).toMatchObject({ code: 0, stderr: '' });
    expect(applied.stdout.trim().split('\n')).toHaveLength(all.length);
    const contexts = await kubectl(['config', 'get-contexts', '-o', 'name']);
    expect(contexts.stdout.trim().split('\n')).toEqual([
      'academy-test',
      context,
    ]);
  });

  it('fit into the quota of their profile, with room for another API server', async () => {
    await eventually(async () => {
      const { status } = await test.client.get({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        namespace,
        name: 'academy-compute',
      });
      expect(status).toMatchObject({
        used: { 'limits.memory': '560Mi', 'requests.cpu': '100m' },
        hard: { 'limits.memory': '1152Mi' },
      });
      expect(await namesOf(test.client, 'v1', 'Pod')).toHaveLength(5);
    });
  });

  it('can be changed by the learner, but not the Secret they start with', async () => {
    const scaled = await kubectl([
      ...['scale', 'deployment', 'kube-scheduler', '--replicas', '0'],
    ]);
    expect(scaled).toMatchObject({ code: 0, stderr: '' });
    const changed = await kubectl([
      ...['patch', 'secret', 'pki', '--patch', '{"data":{"ca.crt":"eA=="}}'],
    ]);
    expect(changed.stderr).toContain('belongs to the academy');
  });

  it('go when the sandbox is wiped, the Secret stays', async () => {
    const before = await ensurePki(test.client, namespace);
    await wipeSandbox(test.client, sandbox.ref);
    expect(await namesOf(test.client, 'apps/v1', 'Deployment')).toEqual([]);
    expect(await namesOf(test.client, 'v1', 'Secret')).toEqual([
      'kubeconfig-1',
      'pki',
    ]);
    expect(await ensurePki(test.client, namespace)).toEqual(before);
  });

  it('share one Secret, however many make it at once', async () => {
    const other = await test.newSandbox();
    const made = await Promise.all(
      [1, 2, 3].map(() => ensurePki(test.client, other.ref.namespace)),
    );
    expect(made[1]).toEqual(made[0]);
    expect(made[2]).toEqual(made[0]);
  });
});

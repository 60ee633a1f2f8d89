import type { ChildProcess } from 'node:child_process';
import type {
  Check,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ClusterClient } from '../gateway';
import { issueCertificate } from '../pki/certificates';
import {
  createLabRuntime,
  type CheckSession,
  type LabRuntime,
  type ProvisionInput,
  type SandboxRef,
} from '../runtime';
import { eventually } from '../testing/eventually';
import { TcpProxy } from '../testing/TcpProxy';
import { TestCluster } from '../testing/testCluster';
import { readPkiFiles } from './pkiSecret';

jest.setTimeout(180_000);

const text = (sentence: string) => ({ en: sentence, ko: `${sentence} (ko)` });

const NODES = {
  nodes: { apiVersion: 'v1', kind: 'Node', selector: {} },
};
const NODES_READY: Check = {
  id: 'nodes-ready',
  title: text('Nodes are ready'),
  resources: {
    server: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'kube-apiserver',
    },
  },
  nested: NODES,
  assert: [
    {
      expr: 'server.?status.?availableReplicas.orValue(0) == 1',
      message: text('The API server must be available.'),
    },
    {
      expr: 'nodes.size() == 2 && nodes.all(n, n.status.conditions.exists(c, c.type == "Ready" && c.status == "True"))',
      message: text('Both nodes must be ready.'),
    },
  ],
  stableFor: '0s',
};

/** A ConfigMap inside, which tests write to see whether a watch still lives. */
function written(value: string): Check {
  return {
    id: 'written',
    title: text('Written'),
    resources: {},
    nested: { mark: { apiVersion: 'v1', kind: 'ConfigMap', name: 'mark' } },
    assert: [
      { expr: `mark.data.value == "${value}"`, message: text('Not written.') },
    ],
  };
}

const mark = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: mark }\ndata: { value: "${value}" }\n`;

describe('a nested control plane', () => {
  let test: TestCluster;
  let proxy: TcpProxy;
  let runtime: LabRuntime;
  let input: ProvisionInput;
  let sandbox: SandboxRef;
  let steps: string[];
  let session: CheckSession | undefined;
  let reported: Verdict[] = [];

  beforeAll(async () => {
    test = TestCluster.createReal();
    const { hostname: host } = new URL(test.options.server);
    proxy = await TcpProxy.create({ target: test.port, host });
    runtime = createLabRuntime({
      clusters: [{ ...test.options, server: proxy.server }],
    });
    steps = [];
    input = {
      ...test.input(),
      profile: 'nested',
      onStep: ({ en }) => steps.push(en),
    };
    sandbox = await runtime.provision(input);
  });

  afterEach(async () => {
    await session?.stop();
    session = undefined;
    await proxy.mend();
  });

  afterAll(async () => {
    await runtime.remove(sandbox);
    await runtime.close();
    await proxy.cut();
    await test.close();
  });

  function watch(...checks: Check[]): CheckSession {
    reported = [];
    session = runtime.openCheckSession({
      sandbox,
      checks,
      onVerdicts: verdicts => {
        reported.push(...verdicts);
      },
    });
    return session;
  }

  /** Waits for it. */
  async function outcome(wanted: Verdict['outcome'], words = '') {
    await eventually(() => {
      const [verdict] = session!.current();
      expect(verdict).toMatchObject({ outcome: wanted });
      expect(verdict.message?.en ?? '').toContain(words);
    });
    return session!.current()[0].outcome;
  }

  /** Reported so far, each change of outcome once. */
  const outcomes = () =>
    reported
      .map(each => each.outcome)
      .filter((each, index, all) => each !== all[index - 1]);

  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: sandbox.namespace,
    name,
  });

  async function apiServerPod(client: ClusterClient): Promise<string> {
    const { namespace } = sandbox;
    const pods = await client.list(
      { apiVersion: 'v1', kind: 'Pod', namespace },
      { labelSelector: 'component=kube-apiserver' },
    );
    return pods[0].metadata.name;
  }

  async function changeFlag(from: string, to: string) {
    const ref = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: sandbox.namespace,
      name: 'kube-apiserver',
    };
    const { spec } = await test.client.get(ref);
    const changed = JSON.stringify(spec).replace(from, to);
    await test.client.patch(ref, { spec: JSON.parse(changed) });
  }

  it('says what it waits for while it starts', () => {
    expect(steps).toEqual([
      expect.stringContaining('waiting for its API server'),
      expect.stringContaining('its API server is ready'),
    ]);
  });

  it('is judged together with the sandbox around it', async () => {
    watch(NODES_READY);
    await outcome('passed');
    const { evidence } = session!.current()[0];
    expect(evidence[0]).toMatchObject({ name: 'kube-apiserver' });
    expect(evidence[0].nested).toBeUndefined();
    expect(evidence.slice(1)).toMatchObject([
      { name: 'node-1', nested: true },
      { name: 'node-2', nested: true },
    ]);
  });

  it('keeps its certificates and objects when it is provisioned again', async () => {
    const client = test.client;
    const { namespace } = sandbox;
    const before = await readPkiFiles(client, namespace);
    const server = await apiServerPod(client);
    expect(await runtime.provision(input)).toEqual(sandbox);
    expect(await readPkiFiles(client, namespace)).toEqual(before);
    expect(await apiServerPod(client)).toBe(server);
  });

  it("runs the learner's objects, and says where they are missing", async () => {
    watch({
      id: 'inside',
      title: text('Inside'),
      resources: {},
      nested: {
        web: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'web',
          namespace: 'shop',
        },
      },
      assert: [
        {
          expr: 'web.?status.?readyReplicas.orValue(0) == 2',
          message: text('Two replicas must be ready.'),
        },
      ],
      stableFor: '0s',
    });
    await outcome('notYet', 'not found in the nested control plane');
    expect(session!.current()[0].evidence).toMatchObject([{ nested: true }]);
    const { documents } = await runtime.applyNestedAsLearner(
      sandbox,
      [
        'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n',
        `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: docker.io/library/busybox:1.37 }] }
`,
      ].join('---\n'),
    );
    expect(documents.map(each => each.outcome)).toEqual(['created', 'created']);
    await outcome('passed');
  });

  it('tells the learner what its API server refuses, with the line', async () => {
    const { documents } = await runtime.applyNestedAsLearner(
      sandbox,
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndatas: {}\n',
    );
    expect(documents).toMatchObject([
      { outcome: 'refused', error: { line: 4 } },
    ]);
    expect(documents[0].error?.message).toContain('unknown field "datas"');
  });

  it('is reached by a backend with a client certificate, too', async () => {
    const { certificate, key } = await issueCertificate(
      await test.clientAuthority(),
      {
        // Certificates may name the account that the roles are bound to.
        commonName: 'system:serviceaccount:backstage:academy',
        organizations: ['system:serviceaccounts'],
        usages: ['client'],
        validityDays: 1,
      },
    );
    const identity = {
      certificateFile: await test.file('backend.crt', certificate),
      keyFile: await test.file('backend.key', key),
    };
    const other = createLabRuntime({
      clusters: [{ ...test.options, identity }],
    });
    const passed = other.waitUntilPassed(sandbox, [NODES_READY], {
      timeoutMs: 60_000,
    });
    await expect(passed).resolves.toBeUndefined();
    await other.close();
  });

  describe('with the kubeconfig of its learner', () => {
    let kubeconfig: string;
    let forward: ChildProcess;
    let portForward: string[];
    let context: string;

    beforeAll(async () => {
      const issued = await runtime.issueKubeconfig(sandbox);
      // Learners are not behind the line that tests cut.
      const content = issued.kubeconfig.replace(
        proxy.server,
        test.options.server,
      );
      kubeconfig = await test.file('nested.kubeconfig', content);
      ({ context, portForward } = issued.nested!);
    });

    afterEach(() => forward?.kill());

    const kubectl = (...args: string[]) =>
      test.kubectl(['--kubeconfig', kubeconfig, ...args]);

    it('is reached through the port-forward of kubectl', async () => {
      forward = test.startKubectl(['--kubeconfig', kubeconfig, ...portForward]);
      await new Promise(resolve => forward.stdout!.once('data', resolve));
      const nodes = await kubectl('--context', context, 'get', 'nodes');
      expect(nodes).toMatchObject({ code: 0, stderr: '' });
      expect(nodes.stdout).toMatch(/node-1 +Ready[^]*node-2 +Ready/);
      const who = await kubectl('--context', context, 'auth', 'whoami');
      expect(who.stdout).toContain('academy:learner');
    });

    it('may be looked at and changed, but not its Secret', async () => {
      const read = await kubectl('get', 'secret', 'pki', '-o', 'name');
      expect(read.stdout).toBe('secret/pki\n');
      const deleted = await kubectl('delete', 'secret', 'pki');
      expect(deleted.stderr).toContain('belongs to the academy');
      const changed = await kubectl(
        ...['label', 'deployment', 'kube-scheduler', 'mine=yes'],
      );
      expect(changed.code).toBe(0);
    });
  });

  describe('when something breaks', () => {
    it('goes on after the port-forward broke in the middle of a watch', async () => {
      await runtime.applyNestedAsLearner(sandbox, mark('before'));
      watch(written('after'));
      await outcome('notYet', 'Not written.');
      proxy.reset();
      await runtime.applyNestedAsLearner(sandbox, mark('after'));
      expect(await outcome('passed')).toBe('passed');
    });

    it('is unknown while the line is cut, and goes on by itself', async () => {
      watch(NODES_READY);
      await outcome('passed');
      await proxy.cut();
      await outcome('unknown', 'training cluster');
      await proxy.mend();
      expect(await outcome('passed')).toBe('passed');
    });

    it('goes on after its API server was killed', async () => {
      watch(NODES_READY);
      await outcome('passed');
      const name = await apiServerPod(test.client);
      const { stderr } = await test.kubectl([
        ...['--namespace', sandbox.namespace, 'debug', name],
        ...['--image', 'docker.io/library/busybox:1.37'],
        ...['--target', 'kube-apiserver', '--profile', 'baseline'],
        ...['--', 'kill', '1'],
      ]);
      expect(stderr).not.toContain('rror');
      await outcome('unknown', 'nested API server does not answer');
      expect(await outcome('passed')).toBe('passed');
    });

    it('never takes what it cannot read for wrong, with the pod that replaces it', async () => {
      await runtime.applyNestedAsLearner(sandbox, mark('kept'));
      watch(written('kept'));
      await outcome('passed');
      const name = await apiServerPod(test.client);
      await test.client.delete(pod(name), { gracePeriodSeconds: 0 });
      await outcome('unknown', 'nested API server does not answer');
      await outcome('passed');
      expect(outcomes()).toEqual(['passed', 'unknown', 'passed']);
    });

    it('is unknown with a wrong flag, and passes once that is repaired', async () => {
      await runtime.applyNestedAsLearner(sandbox, mark('kept'));
      watch(written('kept'));
      await outcome('passed');
      await changeFlag('--etcd-cafile', '--etcd-ca-file');
      await outcome(
        'unknown',
        'no pod of the Deployment kube-apiserver is ready',
      );
      // A server that is ending still answers on the connections it has.
      await eventually(() =>
        expect(
          runtime.applyNestedAsLearner(sandbox, mark('kept')),
        ).rejects.toMatchObject({
          code: 'cluster-unavailable',
          text: { ko: expect.stringContaining('준비된 파드가 없습니다') },
        }),
      );
      await changeFlag('--etcd-ca-file', '--etcd-cafile');
      await outcome('passed');
      expect(outcomes()).not.toContain('notYet');
    });

    it('says that its certificate has expired', async () => {
      const admin = await test.admin();
      const { namespace } = sandbox;
      const files = await readPkiFiles(admin, namespace);
      const expired = await issueCertificate(
        { certificate: files['ca.crt'], key: files['ca.key'] },
        {
          commonName: 'kube-apiserver',
          usages: ['server'],
          dnsNames: ['kube-apiserver', 'localhost'],
          validityDays: -0.5,
        },
      );
      const serve = async (certificate: string, key: string) => {
        await admin.patch(
          { apiVersion: 'v1', kind: 'Secret', namespace, name: 'pki' },
          {
            stringData: { 'apiserver.crt': certificate, 'apiserver.key': key },
          },
        );
        await admin.delete(pod(await apiServerPod(admin)));
      };
      watch({ ...NODES_READY, resources: {}, assert: [NODES_READY.assert[1]] });
      await outcome('passed');
      await serve(expired.certificate, expired.key);
      await outcome('unknown', 'has expired');
      await serve(files['apiserver.crt'], files['apiserver.key']);
      expect(await outcome('passed')).toBe('passed');
    });
  });

  it('is a new one after a reset', async () => {
    await runtime.applyNestedAsLearner(sandbox, mark('old'));
    watch(written('old'));
    await outcome('passed');
    const pki = await readPkiFiles(test.client, sandbox.namespace);
    await runtime.wipe(sandbox);
    await outcome('notYet', 'not found');
    await session!.stop();
    watch(NODES_READY);
    await outcome('passed');
    expect(await readPkiFiles(test.client, sandbox.namespace)).toEqual(pki);
  });
});

describe('several nested control planes', () => {
  const COUNT = 3;

  it('become usable at the same time', async () => {
    const test = TestCluster.createReal();
    const runtime = createLabRuntime({ clusters: [test.options] });
    const inputs = Array.from({ length: COUNT }, () => ({
      ...test.input(),
      profile: 'nested' as const,
    }));
    const sandboxes = await Promise.all(
      inputs.map(input => runtime.provision(input)),
    );
    await Promise.all(
      sandboxes.map(sandbox =>
        runtime.waitUntilPassed(sandbox, [NODES_READY], { timeoutMs: 30_000 }),
      ),
    );
    const usable = runtime.clusters()[0].activeSandboxes;
    expect(usable).toBeGreaterThanOrEqual(COUNT);
    await Promise.all(sandboxes.map(sandbox => runtime.remove(sandbox)));
    await runtime.close();
    await test.close();
  });
});

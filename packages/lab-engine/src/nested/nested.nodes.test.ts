import type { ChildProcess } from 'node:child_process';
import { issueCertificate } from '../pki/certificates';
import { createLabRuntime } from '../runtime';
import { TestCluster } from '../testing/testCluster';
import { readPkiFiles } from './pkiSecret';
import { mark, NODES_READY, text, written } from './testing/nestedChecks';
import { useNestedSandbox } from './testing/useNestedSandbox';

jest.setTimeout(180_000);

describe('a nested control plane', () => {
  const scene = useNestedSandbox();
  const { watch, outcome, apiServerPod } = scene;

  it('says what it waits for while it starts', () => {
    expect(scene.steps).toEqual([
      expect.stringContaining('waiting for its API server'),
      expect.stringContaining('its API server is ready'),
    ]);
  });

  it('is judged together with the sandbox around it', async () => {
    watch(NODES_READY);
    await outcome('passed');
    const { evidence } = scene.session!.current()[0];
    expect(evidence[0]).toMatchObject({ name: 'kube-apiserver' });
    expect(evidence[0].nested).toBeUndefined();
    expect(evidence.slice(1)).toMatchObject([
      { name: 'node-1', nested: true },
      { name: 'node-2', nested: true },
    ]);
  });

  it('keeps its certificates and objects when it is provisioned again', async () => {
    const client = scene.test.client;
    const { namespace } = scene.sandbox;
    const before = await readPkiFiles(client, namespace);
    const server = await apiServerPod(client);
    expect(await scene.runtime.provision(scene.input)).toEqual(scene.sandbox);
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
    expect(scene.session!.current()[0].evidence).toMatchObject([
      { nested: true },
    ]);
    const { documents } = await scene.runtime.applyNestedAsLearner(
      scene.sandbox,
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
    const { documents } = await scene.runtime.applyNestedAsLearner(
      scene.sandbox,
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndatas: {}\n',
    );
    expect(documents).toMatchObject([
      { outcome: 'refused', error: { line: 4 } },
    ]);
    expect(documents[0].error?.message).toContain('unknown field "datas"');
  });

  it('is reached by a backend with a client certificate, too', async () => {
    const { certificate, key } = await issueCertificate(
      await scene.test.clientAuthority(),
      {
        // Certificates may name the account that the roles are bound to.
        commonName: 'system:serviceaccount:backstage:academy',
        organizations: ['system:serviceaccounts'],
        usages: ['client'],
        validityDays: 1,
      },
    );
    const identity = {
      certificateFile: await scene.test.file('backend.crt', certificate),
      keyFile: await scene.test.file('backend.key', key),
    };
    const other = createLabRuntime({
      clusters: [{ ...scene.test.options, identity }],
    });
    const passed = other.waitUntilPassed(scene.sandbox, [NODES_READY], {
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
      const issued = await scene.runtime.issueKubeconfig(scene.sandbox);
      // Learners are not behind the line that tests cut.
      const content = issued.kubeconfig.replace(
        scene.proxy.server,
        scene.test.options.server,
      );
      kubeconfig = await scene.test.file('nested.kubeconfig', content);
      ({ context, portForward } = issued.nested!);
    });

    afterEach(() => forward?.kill());

    const kubectl = (...args: string[]) =>
      scene.test.kubectl(['--kubeconfig', kubeconfig, ...args]);

    it('is reached through the port-forward of kubectl', async () => {
      forward = scene.test.startKubectl([
        '--kubeconfig',
        kubeconfig,
        ...portForward,
      ]);
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

  it('is a new one after a reset', async () => {
    await scene.runtime.applyNestedAsLearner(scene.sandbox, mark('old'));
    watch(written('old'));
    await outcome('passed');
    const pki = await readPkiFiles(scene.test.client, scene.sandbox.namespace);
    await scene.runtime.wipe(scene.sandbox);
    await outcome('notYet', 'not found');
    await scene.session!.stop();
    watch(NODES_READY);
    await outcome('passed');
    expect(
      await readPkiFiles(scene.test.client, scene.sandbox.namespace),
    ).toEqual(pki);
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

import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fixedToken } from '../gateway';
import { eventually } from '../testing/eventually';
import { TcpProxy } from '../testing/TcpProxy';
import { TestCluster } from '../testing/testCluster';
import { createLabRuntime } from './createLabRuntime';
import type { LabRuntime, SandboxRef, TrainingClusterOptions } from './types';
import { waitForCluster } from './waitForCluster';

jest.setTimeout(60_000);

const IDLE_MS = 2_000;

describe('createLabRuntime', () => {
  let test: TestCluster;
  let runtime: LabRuntime | undefined;

  beforeAll(() => {
    test = TestCluster.create();
  });

  afterEach(async () => {
    await runtime?.close();
    runtime = undefined;
  });

  afterAll(() => test.close());

  function start(options: Partial<TrainingClusterOptions> = {}): LabRuntime {
    runtime = createLabRuntime({ clusters: [{ ...test.options, ...options }] });
    return runtime;
  }

  const status = (of: LabRuntime) => of.clusters()[0];

  async function ready(of: LabRuntime) {
    await eventually(() =>
      expect(status(of)).toMatchObject({ state: 'ready' }),
    );
    return of;
  }

  it('goes the whole way of an attempt', async () => {
    const lab = start();
    expect(status(lab)).toMatchObject({ state: 'starting' });
    const input = test.input();
    // Provisioning right after a restart waits for the first contact.
    const sandbox = await lab.provision(input);
    expect(sandbox).toMatchObject({ namespace: input.namespace });
    await eventually(() =>
      expect(status(lab).activeSandboxes).toBeGreaterThanOrEqual(1),
    );

    const manifest = (value: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { value: ${value} }\n`;
    const check = (id: string, value: string) => ({
      id,
      title: { en: id, ko: id },
      resources: {
        settings: { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' },
      },
      assert: [
        {
          expr: `settings.data.value == "${value}"`,
          message: { en: 'no', ko: '아님' },
        },
      ],
      stableFor: '0s',
    });
    const files = (value: string) => [
      { file: 'x.yaml', content: manifest(value) },
    ];
    await lab.applySetup(sandbox, files('good'));
    await lab.waitUntilPassed(sandbox, [check('good', 'good')], {
      timeoutMs: 30_000,
    });
    const journal: unknown[] = [];
    await lab.injectFaults(sandbox, files('bad'), async entry => {
      journal.push(entry);
    });
    expect(journal).toHaveLength(1);
    await lab.proveFault({
      sandbox,
      symptoms: [check('bad', 'bad')],
      checks: [check('good', 'good')],
      windowMs: 200,
      timeoutMs: 30_000,
    });

    const outcomes: string[] = [];
    const session = lab.openCheckSession({
      sandbox,
      checks: [check('good', 'good')],
      onVerdicts: verdicts => {
        outcomes.push(...verdicts.map(({ outcome }) => outcome));
      },
    });
    await eventually(() => expect(outcomes).toEqual(['notYet']));
    await expect(
      lab.applyAsLearner(sandbox, manifest('good')),
    ).resolves.toMatchObject({ documents: [{ outcome: 'configured' }] });
    await eventually(() => expect(outcomes).toEqual(['notYet', 'passed']));
    expect(session.allPassed()).toBe(true);
    await session.stop();

    await lab.wipe(sandbox);
    await expect(
      test.client.get({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: 'settings',
        namespace: sandbox.namespace,
      }),
    ).rejects.toMatchObject({ status: 404 });
    const { kubeconfig } = await lab.issueKubeconfig(sandbox);
    expect(kubeconfig).toContain(sandbox.namespace);
    await expect(
      lab.listSandboxes('test', input.owner.instance),
    ).resolves.toContainEqual(expect.objectContaining({ uid: sandbox.uid }));
    await expect(lab.remove(sandbox)).resolves.toBe(false);
    await eventually(() => expect(lab.remove(sandbox)).resolves.toBe(true));
  });

  it('writes into no namespace of another uid', async () => {
    const lab = await ready(start());
    const { ref } = await test.newSandbox();
    const recreated: SandboxRef = { ...ref, uid: 'another' };
    const attempts = [
      lab.applySetup(recreated, []),
      lab.injectFaults(recreated, [], async () => {}),
      lab.issueKubeconfig(recreated),
      lab.applyAsLearner(recreated, 'a: b'),
      lab.wipe(recreated),
    ];
    for (const attempt of attempts) {
      await expect(attempt).rejects.toMatchObject({
        code: 'gone',
        text: { ko: expect.any(String) },
      });
    }
    await expect(lab.remove(recreated)).resolves.toBe(true);
    await expect(
      test.client.get({
        apiVersion: 'v1',
        kind: 'Namespace',
        name: ref.namespace,
      }),
    ).resolves.toMatchObject({ metadata: { uid: ref.uid } });
  });

  it('asks nothing while an attempt sits idle', async () => {
    const proxy = await TcpProxy.create({ target: test.port });
    const lab = await ready(start({ server: proxy.server }));
    const { ref } = await test.newSandbox();
    const reported = jest.fn();
    const session = lab.openCheckSession({
      sandbox: ref,
      checks: [
        {
          id: 'quiet',
          title: { en: 'Quiet', ko: '조용함' },
          resources: {
            maps: { apiVersion: 'v1', kind: 'ConfigMap', selector: { a: 'b' } },
          },
          assert: [{ expr: 'maps.size() > 0', message: { en: '-', ko: '-' } }],
        },
      ],
      onVerdicts: reported,
    });
    await eventually(() => expect(reported).toHaveBeenCalled());
    const sent = proxy.bytesSent;
    await sleep(IDLE_MS);
    expect(proxy.bytesSent).toBe(sent);
    await session.stop();
    await runtime?.close();
    await proxy.cut();
  });

  it('keeps labs off where the fence does not hold, and refuses sandboxes', async () => {
    const admin = await test.adminToken();
    const lab = start({ identity: { token: admin } });
    await eventually(() =>
      expect(status(lab)).toMatchObject({
        state: 'unavailable',
        message: {
          en: expect.stringContaining('academy-controller-scope'),
          ko: expect.stringContaining('kubectl apply -k'),
        },
      }),
    );
    const input = test.input();
    await expect(lab.provision(input)).rejects.toMatchObject({
      code: 'cluster-unavailable',
    });
    await expect(
      test.client.withToken(fixedToken(admin)).get({
        apiVersion: 'v1',
        kind: 'Namespace',
        name: input.namespace,
      }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('says that its identity is refused', async () => {
    const lab = start({ identity: { token: 'nobody' } });
    await eventually(() =>
      expect(status(lab)).toMatchObject({
        state: 'unavailable',
        message: { en: expect.stringContaining("the portal's identity") },
      }),
    );
  });

  it('notices a lost cluster and its return by itself', async () => {
    const proxy = await TcpProxy.create({ target: test.port });
    const lab = await ready(start({ server: proxy.server }));
    const states: string[] = [];
    lab.onClusterChange(() => {
      const { state } = status(lab);
      if (states.at(-1) !== state) states.push(state);
    });
    await proxy.cut();
    await eventually(() =>
      expect(status(lab)).toMatchObject({
        state: 'unavailable',
        message: { ko: expect.stringContaining('연결할 수 없습니다') },
      }),
    );
    await expect(lab.provision(test.input())).rejects.toMatchObject({
      code: 'cluster-unavailable',
    });
    await proxy.mend();
    await ready(lab);
    // In between the fence was tested anew.
    expect(states).toEqual(['unavailable', 'starting', 'ready']);
    await runtime?.close();
    await proxy.cut();
  });

  it('says how far an embedded cluster is, and begins when it is ready', async () => {
    const statusFile = await test.file('status.json', '');
    const write = (content: object) =>
      writeFile(statusFile, JSON.stringify(content));
    const lab = start({ statusFile });
    await eventually(() =>
      expect(status(lab)).toMatchObject({
        state: 'starting',
        message: { en: expect.stringContaining('has not been started') },
      }),
    );
    await write({
      phase: 'building',
      message: 'building kube-apiserver',
      step: 2,
      steps: 6,
    });
    await eventually(() =>
      expect(status(lab)).toMatchObject({
        state: 'starting',
        message: {
          en: expect.stringContaining('(2/6): building kube-apiserver.'),
          ko: expect.stringContaining('(2/6): building kube-apiserver.'),
        },
      }),
    );
    await write({ phase: 'failed', message: '', error: 'Go is missing.' });
    await expect(
      waitForCluster(lab, 'test', { timeoutMs: 30_000 }),
    ).resolves.toMatchObject({
      state: 'unavailable',
      message: { en: expect.stringContaining('Go is missing.') },
    });
    await write({ phase: 'ready', message: 'ready' });
    await ready(lab);
  });

  it('is ready as soon as an embedded cluster answers again, before its status file says so', async () => {
    const statusFile = await test.file('status.json', '{"phase":"ready"}');
    const proxy = await TcpProxy.create({ target: test.port });
    const lab = await ready(start({ statusFile, server: proxy.server }));
    await proxy.cut();
    await writeFile(
      statusFile,
      JSON.stringify({ phase: 'starting', message: 'being restarted' }),
    );
    await eventually(() =>
      expect(status(lab)).toMatchObject({
        state: 'starting',
        message: { en: expect.stringContaining('being restarted') },
      }),
    );
    await proxy.mend();
    await ready(lab);
    await runtime?.close();
    await proxy.cut();
  });

  it('knows no other cluster', async () => {
    const lab = start();
    await expect(lab.listSandboxes('elsewhere', 'x')).rejects.toMatchObject({
      code: 'cluster-unavailable',
      text: { en: expect.stringContaining('"elsewhere"') },
    });
    await expect(
      waitForCluster(lab, 'elsewhere', { timeoutMs: 10 }),
    ).resolves.toBeUndefined();
  });

  it('lives without a cluster', async () => {
    runtime = createLabRuntime({ clusters: [] });
    expect(runtime.clusters()).toEqual([]);
  });
});

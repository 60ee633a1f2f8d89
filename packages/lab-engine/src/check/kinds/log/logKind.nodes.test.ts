import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { execCommand } from '../../../channels';
import { eventually } from '../../../testing/eventually';
import { TestCluster } from '../../../testing/testCluster';
import { KindScene } from '../../testing/KindScene';
import { text } from '../../testing/objects';
import { logKind } from './logKind';

jest.setTimeout(180_000);

const MESSAGE = text('The shop has not said yet that it is open.');
const READY = 'shop is open';

const container = (script: string) => ({
  name: 'main',
  image: 'docker.io/library/busybox:1.37',
  command: ['sh', '-c', script],
});

describe('logKind on real nodes', () => {
  let scene: KindScene;

  beforeAll(async () => {
    scene = await KindScene.create(logKind, TestCluster.createReal());
  });

  afterEach(() => scene.stopChecks());

  afterAll(() => scene.close());

  /** Runs a shell script; its name is its label. */
  const pod = (name: string, script: string, spec: object = {}) =>
    scene.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels: { app: name } },
      spec: {
        terminationGracePeriodSeconds: 0,
        containers: [container(script)],
        ...spec,
      },
    });

  const untilRunning = (name: string, restartCount = 0) =>
    eventually(async () => {
      const { namespace } = scene;
      const ref = { apiVersion: 'v1', kind: 'Pod', namespace, name };
      const { status } = await scene.admin.get(ref);
      expect(status).toMatchObject({
        containerStatuses: [{ restartCount, state: { running: {} } }],
      });
    });

  const exec = (name: string, command: string[]) =>
    execCommand(scene.admin, {
      namespace: scene.namespace,
      pod: name,
      container: 'main',
      command,
      signal: AbortSignal.timeout(30_000),
    });

  const watch = (app: string, fields: Partial<Check['log']> = {}) =>
    scene.watch({
      log: { pods: { app }, contains: READY, ...fields },
      message: MESSAGE,
    });

  it('sees a line that was there, and one that comes later', async () => {
    const check = watch('shop');
    await check.until({
      outcome: 'notYet',
      message: { en: 'There is no Pod with the labels app=shop.' },
    });
    await pod(
      'shop',
      `echo starting; until [ -e /tmp/go ]; do sleep 0.1; done; echo ${READY}; sleep infinity`,
    );
    await check.until({
      outcome: 'notYet',
      message: MESSAGE,
      evidence: [{ kind: 'Pod', name: 'shop', uid: expect.any(String) }],
    });
    await untilRunning('shop');
    await exec('shop', ['touch', '/tmp/go']);
    await check.until({
      outcome: 'passed',
      evidence: [{ observed: READY }, { kind: 'Pod', name: 'shop' }],
    });
    await watch('shop').until({ outcome: 'passed' });
    await watch('shop', {
      contains: undefined,
      matches: '^shop is (open|closed)$',
    }).until({ outcome: 'passed' });

    await scene.delete('v1', 'Pod', 'shop');
    await check.until({
      outcome: 'notYet',
      message: { en: expect.stringContaining('no Pod') },
    });
  });

  it('reads a container that says nothing, and goes on after the line broke', async () => {
    await pod(
      'quiet',
      `until [ -e /tmp/go ]; do sleep 0.1; done; echo ${READY}; sleep infinity`,
    );
    const check = watch('quiet');
    await untilRunning('quiet');
    await check.until({ outcome: 'notYet', message: MESSAGE });
    await scene.proxy.cut();
    await check.until({ outcome: 'unknown', reason: 'unreachable' });
    await scene.proxy.mend();
    await check.until({ outcome: 'notYet', message: MESSAGE });
    scene.proxy.reset();
    await exec('quiet', ['touch', '/tmp/go']);
    const { evidence } = await check.until({ outcome: 'passed' });
    expect(evidence[0].observed).toBe(READY);
    await scene.delete('v1', 'Pod', 'quiet');
  });

  it('knows what was written before a restart', async () => {
    const script = `[ -e /data/seen ] && sleep infinity; touch /data/seen; echo ${READY}; exit 1`;
    await pod('restarted', script, {
      containers: [
        {
          ...container(script),
          volumeMounts: [{ name: 'data', mountPath: '/data' }],
        },
      ],
      volumes: [{ name: 'data', emptyDir: {} }],
    });
    await untilRunning('restarted', 1);
    const { evidence } = await watch('restarted').until({ outcome: 'passed' });
    expect(evidence[0].observed).toBe(READY);
    await scene.delete('v1', 'Pod', 'restarted');
  });

  it('reads Pods that have ended, and the container that is named', async () => {
    await pod('ended', `echo ${READY}`, { restartPolicy: 'Never' });
    await watch('ended').until({ outcome: 'passed' });
    await watch('ended', { container: 'side' }).until({
      outcome: 'notYet',
      message: MESSAGE,
    });
    const closed = watch('ended', { contains: 'shop is closed' });
    expect(await closed.until({ outcome: 'notYet' })).toMatchObject({
      message: MESSAGE,
    });
    await scene.delete('v1', 'Pod', 'ended');
  });

  it('does not look at the end of a long line, and gives up a log without end', async () => {
    await pod(
      'long',
      `head -c 20000 /dev/zero | tr '\\0' x; echo ${READY}; echo done; sleep infinity`,
    );
    const long = watch('long');
    await watch('long', { contains: 'done' }).until({ outcome: 'passed' });
    await long.until({ outcome: 'notYet', message: MESSAGE });
    await scene.delete('v1', 'Pod', 'long');

    await pod(
      'endless',
      `yes | head -c 1200000; echo ${READY}; sleep infinity`,
    );
    const endless = await watch('endless').until({
      outcome: 'unknown',
      reason: 'limit',
    });
    expect(endless.message?.en).toContain('more than 1 MiB');
    await scene.delete('v1', 'Pod', 'endless');
  });

  it('says that nothing is printed on a simulated node', async () => {
    await pod('played', `echo ${READY}`, {
      nodeSelector: { 'kubernetes.io/hostname': 'sim-1' },
      tolerations: [
        { key: 'kubernetes-academy.io/simulated', operator: 'Exists' },
      ],
    });
    const played = await watch('played').until({
      outcome: 'unknown',
      reason: 'error',
    });
    expect(played.message).toMatchObject({
      en: expect.stringContaining('Logs need real nodes'),
    });
  });

  it('is unknown when the checker may not read logs', async () => {
    await pod('secret', `echo ${READY}; sleep infinity`);
    await untilRunning('secret');
    await scene.delete(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      'academy-checker',
    );
    await scene.apply({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'only-pods' },
      rules: [
        {
          apiGroups: [''],
          resources: ['pods'],
          verbs: ['get', 'list', 'watch'],
        },
      ],
    });
    await scene.apply({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'only-pods' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'only-pods',
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: 'academy-checker',
          namespace: scene.namespace,
        },
      ],
    });
    await eventually(async () => {
      const { checker } = scene.open.identities;
      const ref = { apiVersion: 'v1', kind: 'Pod', namespace: scene.namespace };
      await expect(checker.list(ref)).resolves.toBeDefined();
      const path = await checker.path({ ...ref, name: 'secret' }, 'log');
      await expect(
        checker.request({ method: 'GET', path }),
      ).rejects.toMatchObject({ status: 403 });
    });
    const check = watch('secret');
    await check.until({ outcome: 'unknown', reason: 'forbidden' });
    const outcomes = check.reported.map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['unknown']));
  });
});

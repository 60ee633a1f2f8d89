import { KindScene } from '../../testing/KindScene';
import { text } from '../../testing/objects';
import { reachabilityKind } from './reachabilityKind';
import { app } from './testing/network';

jest.setTimeout(120_000);

const MESSAGE = text('Only web may reach the database.');

describe('reachabilityKind', () => {
  let scene: KindScene;

  beforeAll(async () => {
    scene = await KindScene.create(reachabilityKind);
  });

  afterEach(() => scene.stopChecks());

  afterAll(() => scene.close());

  const pod = (name: string) =>
    scene.apply({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels: { app: name } },
      spec: {
        containers: [
          {
            name: 'main',
            image: 'docker.io/library/busybox:1.37',
            ports: [{ name: 'sql', containerPort: 5432 }],
          },
        ],
      },
    });

  const policy = (name: string, spec: object) =>
    scene.apply({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name },
      spec: { podSelector: {}, ...spec },
    });

  const watch = (from: string, allowed: boolean) =>
    scene.watch({
      reachability: {
        from: { pods: { app: from } },
        to: { pods: { app: 'db' } },
        port: 'sql',
        protocol: 'TCP',
        allowed,
      },
      message: MESSAGE,
    });

  it('follows Pods and policies, the namespace by its labels', async () => {
    const web = watch('web', true);
    const stranger = watch('stranger', false);
    await web.until({
      outcome: 'notYet',
      message: { en: expect.stringContaining('from which') },
      evidence: [{ kind: 'Pod', name: 'app=web' }],
    });
    await Promise.all([pod('web'), pod('db'), pod('stranger')]);
    await web.until({ outcome: 'passed' });
    await stranger.until({
      outcome: 'notYet',
      message: MESSAGE,
      evidence: [
        { name: 'stranger', observed: 'allowed', want: 'denied' },
        { name: 'db' },
      ],
    });

    await policy('default-deny', { policyTypes: ['Ingress'] });
    await stranger.until({
      outcome: 'passed',
      evidence: [
        { kind: 'Pod', name: 'stranger' },
        { kind: 'Pod', name: 'db' },
        { kind: 'NetworkPolicy', name: 'default-deny' },
      ],
    });
    await web.until({ outcome: 'notYet', message: MESSAGE });

    const own = {
      matchLabels: { 'kubernetes.io/metadata.name': scene.namespace },
    };
    await policy('allow-web', {
      podSelector: app('db'),
      ingress: [
        {
          from: [{ podSelector: app('web'), namespaceSelector: own }],
          ports: [{ port: 'sql' }],
        },
      ],
    });
    await web.until({
      outcome: 'passed',
      evidence: expect.arrayContaining([
        expect.objectContaining({
          name: 'allow-web',
          observed: 'allows this ingress',
        }),
      ]),
    });
    expect(stranger.verdict()).toMatchObject({ outcome: 'passed' });
  });

  it('is unknown while the cluster cannot be read, and goes on by itself', async () => {
    await Promise.all([pod('web'), pod('db')]);
    const web = watch('web', true);
    await web.until({ outcome: expect.any(String) });
    await scene.proxy.cut();
    await web.until({ outcome: 'unknown', reason: 'unreachable' });
    await scene.proxy.mend();
    await web.until({ outcome: 'passed' });
    const said = web.reported.map(({ outcome, message }) => ({
      outcome,
      message,
    }));
    expect(said).not.toContainEqual({ outcome: 'notYet', message: MESSAGE });
  });

  it('says that its author asks for something that cannot be known', async () => {
    const check = scene.watch({
      reachability: {
        from: { ip: '203.0.113.7' },
        to: { ip: '203.0.113.8' },
        port: 80,
        protocol: 'TCP',
        allowed: true,
      },
      message: MESSAGE,
    });
    const verdict = await check.until({ outcome: 'unknown' });
    expect(verdict.reason).toBe('error');
  });
});

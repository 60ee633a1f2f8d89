import { probeCheckSchema } from '@kubernetes-academy/backstage-plugin-academy-common';
import { KindScene } from '../../testing/KindScene';
import { text } from '../../testing/objects';
import { probeKind } from './probeKind';
import { ProbeNode } from './testing/ProbeNode';

jest.setTimeout(120_000);

const MESSAGE = text('The shop does not answer.');

describe('probeKind', () => {
  let scene: KindScene;
  let node: ProbeNode;

  beforeAll(async () => {
    scene = await KindScene.create(probeKind);
    node = ProbeNode.create(scene.admin, scene.namespace);
  });

  afterEach(async () => {
    await scene.stopChecks();
    await node.untilIdle();
  });

  afterAll(() => scene.close());

  const watch = () =>
    scene.watch({
      probe: probeCheckSchema.parse({ tcp: { host: 'shop', port: 80 } }),
      message: MESSAGE,
    });

  const service = (port: number) =>
    scene.apply({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'shop' },
      spec: { selector: { app: 'shop' }, ports: [{ port }] },
    });

  it('probes again when something has changed, and says nothing old meanwhile', async () => {
    const check = watch();
    await check.until({
      outcome: 'notYet',
      message: { en: expect.stringContaining('is trying the connection') },
    });
    await node.end('nothing REFUSED');
    await check.until({
      outcome: 'notYet',
      message: MESSAGE,
      evidence: [{ kind: 'Pod', observed: 'REFUSED', want: 'connected' }],
    });
    await node.untilIdle();

    await service(80);
    await node.end('through connected');
    await check.until({
      outcome: 'passed',
      evidence: [{ observed: 'connected' }],
    });
    await service(81);
    await check.until({
      outcome: 'notYet',
      message: { en: expect.stringContaining('is trying the connection') },
    });
    await node.end('through connected');
    await check.until({ outcome: 'passed' });
    const probes = check.reported.filter(({ message }) =>
      message?.en.includes('is trying'),
    );
    expect(probes).toHaveLength(3);
  });

  it('does not take the end of a Pod for a result', async () => {
    const check = watch();
    await node.end();
    const verdict = await check.until({ outcome: 'unknown', reason: 'error' });
    expect(verdict.message?.en).toContain('Probes need real nodes');
  });

  it('is unknown while the cluster cannot be read, and what it knew counts after it', async () => {
    const check = watch();
    await node.end('through connected');
    await check.until({ outcome: 'passed' });
    await scene.proxy.cut();
    await check.until({ outcome: 'unknown', reason: 'unreachable' });
    await scene.proxy.mend();
    await check.until({ outcome: 'passed' });
    expect(await node.jobs()).toEqual([]);
  });

  it('keeps the learner away from its Job and Pod', async () => {
    const check = watch();
    const { namespace } = scene;
    const { learner } = scene.open.identities;
    const { name, ownerReferences } = (await node.pod()).metadata;
    const [job] = await node.jobs();
    const pod = { apiVersion: 'v1', kind: 'Pod', namespace, name };
    const refused = { status: 403 };
    const exec = { command: 'true', stdout: true };
    const path = await learner.path(pod, 'exec');
    await expect(
      learner.request({ method: 'GET', path, query: exec }),
    ).rejects.toMatchObject(refused);
    await expect(
      learner.patch(pod, { metadata: { labels: { app: 'mine' } } }),
    ).rejects.toMatchObject(refused);
    await expect(learner.delete(pod)).rejects.toMatchObject(refused);
    await expect(
      learner.delete({
        apiVersion: 'batch/v1',
        kind: 'Job',
        namespace,
        name: job.metadata.name,
      }),
    ).rejects.toMatchObject(refused);
    const forged = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'forged',
        ownerReferences,
        labels: { 'kubernetes-academy.io/protected': 'true' },
      },
      spec: { containers: [{ name: 'probe', image: 'busybox' }] },
    };
    await expect(learner.create(forged, { namespace })).rejects.toMatchObject(
      refused,
    );
    await node.end('through connected');
    await check.until({ outcome: 'passed' });
  });

  it('is unknown when the backend may not make the Job', async () => {
    await scene.delete(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      'academy-backend',
    );
    await scene.untilForbidden('pods', 'exec');
    const check = watch();
    await check.until({ outcome: 'unknown', reason: 'forbidden' });
    expect(await node.jobs()).toEqual([]);
  });
});

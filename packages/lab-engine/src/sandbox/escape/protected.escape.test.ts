import { untilAllowed, quotaStatusIsUnknown } from '../untilAllowed';
import { job, object, pod } from '../../testing/objects';
import {
  type Attempt,
  EscapeScene,
  GUARD,
  RBAC,
  refusalOf,
} from './EscapeScene';

jest.setTimeout(60_000);

const PROTECTED = { 'kubernetes-academy.io/protected': 'true' };
const RBAC_V1 = 'rbac.authorization.k8s.io/v1';
const NET_V1 = 'networking.k8s.io/v1';

/** As checks run it: with the name and the label of the Academy. */
const PROBE = 'academy-probe-x';

describe('what belongs to the Academy', () => {
  const scene = EscapeScene.create();

  beforeAll(async () => {
    await scene.open();
    const labels = PROTECTED;
    // On no node: what a simulated one cannot do is refused before the guards are asked.
    const nodeSelector = { 'kubernetes.io/hostname': 'none' };
    await scene.given(pod({ nodeSelector }, { name: PROBE, labels }));
    await scene.given({
      ...job({}),
      metadata: { name: PROBE, labels },
    });
    await scene.given(pod({}, { name: 'own' }));
  });

  afterAll(() => scene.close());

  describe('is neither deleted nor changed', () => {
    it.each([
      [NET_V1, 'NetworkPolicy', 'academy-default-deny'],
      [NET_V1, 'NetworkPolicy', 'academy-same-namespace'],
      [NET_V1, 'NetworkPolicy', 'academy-dns'],
      [RBAC_V1, 'RoleBinding', 'academy-checker'],
      [RBAC_V1, 'RoleBinding', 'academy-backend'],
      [RBAC_V1, 'RoleBinding', 'academy-learner'],
      ['v1', 'ServiceAccount', 'learner'],
      ['v1', 'ServiceAccount', 'academy-checker'],
      ['v1', 'Secret', 'kubeconfig-1'],
      ['v1', 'Pod', PROBE],
      ['batch/v1', 'Job', PROBE],
    ])('T12 %s %s %s', async (apiVersion, kind, name) => {
      const ref = scene.ref(apiVersion, kind, name);
      const { learner } = scene;
      expect(await refusalOf(() => learner.delete(ref))).toContain(
        GUARD('protected'),
      );
      // Some are refused by RBAC already: a binding may only be changed by who holds its rights.
      for (const metadata of [
        { annotations: { a: 'b' } },
        { labels: { 'kubernetes-academy.io/protected': null } },
      ]) {
        await expect(learner.patch(ref, { metadata })).rejects.toMatchObject({
          status: 403,
        });
      }
    });

    it.each([
      ['v1', 'ResourceQuota', 'academy-objects'],
      ['v1', 'ResourceQuota', 'academy-compute'],
      ['v1', 'LimitRange', 'academy-limits'],
    ])('T14 %s %s %s', async (apiVersion, kind, name) => {
      const ref = scene.ref(apiVersion, kind, name);
      const { learner } = scene;
      expect(await refusalOf(() => learner.delete(ref))).toContain(RBAC);
      expect(
        await refusalOf(() => learner.patch(ref, { spec: { hard: {} } })),
      ).toContain(RBAC);
    });

    it('T12 whole collections leave it where it is', async () => {
      const { learner, namespace } = scene;
      for (const [kind, name] of [
        ['Secret', 'kubeconfig-1'],
        ['ServiceAccount', 'learner'],
        ['Pod', PROBE],
      ]) {
        const all = { apiVersion: 'v1', kind, namespace };
        const words = await refusalOf(() => learner.deleteCollection(all));
        expect(words).toContain(GUARD('protected'));
        const found = await learner.get({ ...all, name });
        expect(found.metadata.deletionTimestamp).toBeUndefined();
      }
      await scene.given(pod({}, { name: 'own' }));
    });
  });

  const probe = () => scene.ref('v1', 'Pod', PROBE);
  const options = (name: string) => ({
    query: { command: 'id', stdout: name },
  });

  const rows: Attempt[] = [
    ...(['GET', 'POST'] as const).flatMap((method): Attempt[] => [
      [
        'T12',
        `${method} exec`,
        GUARD('pod-access'),
        () => scene.subresource(method, probe(), 'exec', options('true')),
      ],
      [
        'T12',
        `${method} attach`,
        GUARD('pod-access'),
        () =>
          scene.subresource(method, probe(), 'attach', {
            query: { stdout: 'true' },
          }),
      ],
      [
        'T12',
        `${method} portforward`,
        GUARD('pod-access'),
        () => scene.subresource(method, probe(), 'portforward'),
      ],
    ]),
    ['T12', 'proxy', RBAC, () => scene.subresource('GET', probe(), 'proxy')],
    [
      'T12',
      'eviction',
      GUARD('pod-access'),
      () =>
        scene.subresource('POST', probe(), 'eviction', {
          body: object('policy/v1', 'Eviction', {}, { name: PROBE }),
        }),
    ],
    [
      'T12',
      'an ephemeral container',
      GUARD('protected'),
      () =>
        scene.subresource('PATCH', probe(), 'ephemeralcontainers', {
          body: {
            spec: {
              ephemeralContainers: [{ name: 'd', image: 'busybox' }],
            },
          },
        }),
    ],
    [
      'T12',
      'another size',
      GUARD('protected'),
      () =>
        scene.subresource('PATCH', probe(), 'resize', {
          body: {
            spec: {
              containers: [
                { name: 'x', resources: { limits: { cpu: '300m' } } },
              ],
            },
          },
        }),
    ],
    [
      'T12',
      'a status',
      RBAC,
      () =>
        scene.subresource('PATCH', probe(), 'status', {
          body: { status: { phase: 'Succeeded' } },
        }),
    ],
  ];

  it.each(rows)(
    '%s a pod of the Academy: %s: %s',
    async (_, __, refusal, act) => {
      expect(await refusalOf(act)).toContain(refusal);
    },
  );

  it.each(['exec', 'portforward'])(
    'lets the learner %s in pods of the own',
    async name => {
      const own = scene.ref('v1', 'Pod', 'own');
      const words = await refusalOf(() =>
        scene.subresource('POST', own, name, options('true')),
      );
      // It gets as far as a node, of which there is none.
      expect(words).not.toMatch(/forbidden|academy/);
    },
  );

  it('T12 an own object does not become one of it', async () => {
    const { learner, namespace } = scene;
    await untilAllowed(
      () => learner.apply(object('v1', 'ConfigMap'), { namespace }),
      { only: quotaStatusIsUnknown },
    );
    const ref = scene.ref('v1', 'ConfigMap', 'x');
    const words = await refusalOf(() =>
      learner.patch(ref, { metadata: { labels: PROTECTED } }),
    );
    expect(words).toContain(GUARD('protected'));
  });

  it('T12 a finalizer does not get to an object that is there', async () => {
    const { learner } = scene;
    const finalizers = ['example.com/stuck'];
    const words = await refusalOf(() =>
      learner.patch(scene.ref('v1', 'Pod', 'own'), {
        metadata: { finalizers },
      }),
    );
    expect(words).toContain(GUARD('finalizers'));
  });
});

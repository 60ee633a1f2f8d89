import { eventually } from '../../../testing/eventually';
import { KindScene } from '../../testing/KindScene';
import { text } from '../../testing/objects';
import { dryRunKind } from './dryRunKind';

jest.setTimeout(120_000);

const RBAC = 'rbac.authorization.k8s.io/v1';
const FILES = {
  'config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: probe }\n',
  'privileged.yaml': `
apiVersion: v1
kind: Pod
metadata: { name: privileged, namespace: elsewhere }
spec:
  containers:
    - name: app
      image: docker.io/library/busybox
      securityContext: { privileged: true }
`,
  'misspelt.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata: { name: misspelt }
spec: { replicaz: 3 }
`,
  'two.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n',
};

describe('dryRunKind', () => {
  let scene: KindScene;

  beforeAll(async () => {
    scene = await KindScene.create(dryRunKind);
  });

  afterEach(() => scene.stopChecks());

  afterAll(() => scene.close());

  const dryRun = (
    fields: Partial<NonNullable<Parameters<KindScene['watch']>[0]['dryRun']>>,
  ) =>
    scene.watch(
      {
        dryRun: {
          file: 'config.yaml',
          as: 'learner',
          expect: 'accepted',
          ...fields,
        },
      },
      { files: FILES },
    );

  const quota = (configMaps: number) =>
    scene.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'few' },
      spec: { hard: { 'count/configmaps': String(configMaps) } },
    });

  it('passes while the API server would take the object, and stores nothing', async () => {
    const live = dryRun({});
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    expect(live.verdict()).toMatchObject({
      evidence: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: 'probe',
          observed: 'accepted',
          want: 'accepted',
        },
      ],
    });
    const { namespace } = scene;
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace };
    await expect(
      scene.admin.get({ ...ref, name: 'probe' }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('follows a quota', async () => {
    const accepted = dryRun({});
    const rejected = dryRun({ expect: 'rejected', reason: 'exceeded quota' });
    await eventually(() =>
      expect(accepted.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await eventually(() =>
      expect(rejected.verdict()).toMatchObject({
        outcome: 'notYet',
        message: text('It does not hold.'),
        evidence: [{ observed: 'accepted', want: 'rejected' }],
      }),
    );
    await quota(1);
    await eventually(() =>
      expect(rejected.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await eventually(() =>
      expect(accepted.verdict()).toMatchObject({ outcome: 'notYet' }),
    );
    expect(accepted.verdict()).toMatchObject({
      evidence: [{ observed: expect.stringMatching(/^rejected: .*few/) }],
    });
    await scene.delete('v1', 'ResourceQuota', 'few');
    await eventually(() =>
      expect(accepted.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await eventually(() =>
      expect(rejected.verdict()).toMatchObject({ outcome: 'notYet' }),
    );
  });

  it('counts a refusal for the wanted reason only', async () => {
    const file = 'privileged.yaml';
    const right = dryRun({ file, expect: 'rejected', reason: 'privileged' });
    const wrong = dryRun({ file, expect: 'rejected', reason: 'hostNetwork' });
    await eventually(() =>
      expect(right.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await eventually(() =>
      expect(wrong.verdict()).toMatchObject({
        outcome: 'notYet',
        evidence: [{ observed: expect.stringContaining('privileged') }],
      }),
    );
  });

  it('refuses a misspelt field by the same words, object or not', async () => {
    const fields = {
      file: 'misspelt.yaml',
      expect: 'rejected' as const,
      reason: 'unknown field "spec.replicaz"',
    };
    const before = dryRun(fields);
    await eventually(() =>
      expect(before.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await scene.apply({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'misspelt' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'x' } },
        template: {
          metadata: { labels: { app: 'x' } },
          spec: { containers: [{ name: 'x', image: 'x' }] },
        },
      },
    });
    const after = dryRun(fields);
    await eventually(() =>
      expect(after.verdict()).toMatchObject({
        outcome: 'passed',
        evidence: [{ name: 'misspelt', uid: expect.any(String) }],
      }),
    );
  });

  it('asks as an account of the sandbox, by its rights', async () => {
    const live = dryRun({ as: { serviceAccount: 'deployer' } });
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'notYet',
        message: {
          en: 'ServiceAccount "deployer" was not found in the sandbox.',
          ko: expect.any(String),
        },
      }),
    );
    await scene.apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'deployer' },
    });
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'notYet',
        evidence: [{ observed: expect.stringContaining('forbidden') }],
      }),
    );
    await scene.apply({
      apiVersion: RBAC,
      kind: 'Role',
      metadata: { name: 'deployer' },
      rules: [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['create'] },
      ],
    });
    await scene.apply({
      apiVersion: RBAC,
      kind: 'RoleBinding',
      metadata: { name: 'deployer' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'deployer',
      },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: 'deployer',
          namespace: scene.namespace,
        },
      ],
    });
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed' }),
    );
  });

  it.each([
    ['is not there', 'none.yaml', /none\.yaml is not there/],
    ['has two objects', 'two.yaml', /one object in two\.yaml, there are 2/],
  ])('is unknown when its file %s', async (_what, file, words) => {
    const live = dryRun({ file });
    await eventually(() =>
      expect(live.verdict()).toMatchObject({
        outcome: 'unknown',
        reason: 'error',
        message: { en: expect.stringMatching(words) },
      }),
    );
  });

  it('is unknown while the checker cannot see what would matter', async () => {
    const live = dryRun({});
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await scene.withoutChecker(async () => {
      await eventually(() =>
        expect(live.verdict()).toMatchObject({
          outcome: 'unknown',
          reason: 'forbidden',
        }),
      );
    });
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed' }),
    );
  });

  it('is unknown while the API server does not answer, however long', async () => {
    const live = dryRun({});
    await eventually(() =>
      expect(live.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    scene.proxy.stall();
    const late = dryRun({ file: 'privileged.yaml' });
    await live.stop();
    expect(late.verdict()).toBeUndefined();
    await scene.proxy.cut();
    await eventually(() =>
      expect(late.verdict()).toMatchObject({
        outcome: 'unknown',
        reason: 'unreachable',
      }),
    );
    await scene.proxy.mend();
    await eventually(() =>
      expect(late.verdict()).toMatchObject({ outcome: 'notYet' }),
    );
  });
});

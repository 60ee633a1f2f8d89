import { eventually } from '../../../testing/eventually';
import { KindScene } from '../../testing/KindScene';
import { text } from '../../testing/objects';
import { accessKind } from './accessKind';

jest.setTimeout(120_000);

const RBAC = 'rbac.authorization.k8s.io/v1';
const READER = { serviceAccount: 'reader' };

describe('accessKind', () => {
  let scene: KindScene;

  beforeAll(async () => {
    scene = await KindScene.create(accessKind);
  });

  afterEach(() => scene.stopChecks());

  afterAll(() => scene.close());

  const account = () =>
    scene.apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'reader' },
    });

  const roleOver = (resource: string, ...verbs: string[]) =>
    scene.apply({
      apiVersion: RBAC,
      kind: 'Role',
      metadata: { name: 'reader' },
      rules: [{ apiGroups: [''], resources: [resource], verbs }],
    });

  const role = (...verbs: string[]) => roleOver('pods', ...verbs);

  const binding = () =>
    scene.apply({
      apiVersion: RBAC,
      kind: 'RoleBinding',
      metadata: { name: 'reader' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'reader',
      },
      subjects: [
        { kind: 'ServiceAccount', name: 'reader', namespace: scene.namespace },
      ],
    });

  const access = (
    fields: Partial<NonNullable<Parameters<KindScene['watch']>[0]['access']>>,
  ) =>
    scene.watch({
      access: {
        as: READER,
        verb: 'list',
        group: '',
        resource: 'pods',
        allowed: true,
        ...fields,
      },
    });

  it('does not believe a binding in the sandbox about what has no namespace', async () => {
    await account();
    await roleOver('nodes', 'list');
    await binding();
    const mayNot = access({ resource: 'nodes', allowed: false });
    const may = access({ resource: 'nodes' });
    await eventually(() =>
      expect(mayNot.verdict()).toMatchObject({
        outcome: 'passed',
        evidence: [{ observed: 'denied' }],
      }),
    );
    expect(may.verdict()).toMatchObject({ outcome: 'notYet' });
    await scene.delete(RBAC, 'RoleBinding', 'reader');
    await scene.delete('v1', 'ServiceAccount', 'reader');
  });

  it('follows what an account of the sandbox may do', async () => {
    const may = access({});
    const mayNot = access({ verb: 'delete', allowed: false });
    await eventually(() =>
      expect(may.verdict()).toMatchObject({
        outcome: 'notYet',
        message: {
          en: 'ServiceAccount "reader" was not found in the sandbox.',
          ko: expect.stringContaining('reader'),
        },
      }),
    );
    await account();
    await eventually(() =>
      expect(may.verdict()).toMatchObject({
        outcome: 'notYet',
        message: text('It does not hold.'),
        evidence: [
          { kind: 'ServiceAccount', name: 'reader', observed: 'denied' },
        ],
      }),
    );
    await role('list');
    await binding();
    await eventually(() =>
      expect(may.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await eventually(() =>
      expect(mayNot.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await role('list', 'delete');
    await eventually(() =>
      expect(mayNot.verdict()).toMatchObject({
        outcome: 'notYet',
        evidence: [{ observed: 'allowed', want: 'denied' }],
      }),
    );
    await scene.delete(RBAC, 'RoleBinding', 'reader');
    await eventually(() =>
      expect(may.verdict()).toMatchObject({ outcome: 'notYet' }),
    );
    await eventually(() =>
      expect(mayNot.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await scene.delete('v1', 'ServiceAccount', 'reader');
    await eventually(() =>
      expect(may.verdict()).toMatchObject({
        outcome: 'notYet',
        message: { ko: expect.any(String) },
      }),
    );
    await binding();
    await account();
    await eventually(() =>
      expect(may.verdict()).toMatchObject({ outcome: 'passed' }),
    );
  });

  it('says that a binding to a role that is missing grants nothing', async () => {
    await account();
    await binding();
    await scene.delete(RBAC, 'Role', 'reader');
    const may = access({});
    await eventually(() =>
      expect(may.verdict()).toMatchObject({
        outcome: 'notYet',
        message: text('It does not hold.'),
      }),
    );
    await role('list');
    await eventually(() =>
      expect(may.verdict()).toMatchObject({ outcome: 'passed' }),
    );
  });

  it('asks as the learner, also about a name, a subresource and elsewhere', async () => {
    const may = access({ as: 'learner', subresource: 'log' });
    const logs = access({ as: 'learner', verb: 'get', subresource: 'log' });
    const group = 'apps';
    const named = access({
      as: 'learner',
      verb: 'patch',
      group,
      resource: 'deployments',
      name: 'web',
    });
    const elsewhere = access({
      as: 'learner',
      namespace: 'kube-system',
      allowed: false,
    });
    const quotas = access({
      as: 'learner',
      verb: 'update',
      resource: 'resourcequotas',
    });
    await eventually(() =>
      expect(logs.verdict()).toMatchObject({
        outcome: 'passed',
        evidence: [{ kind: 'ServiceAccount', name: 'learner' }],
      }),
    );
    await eventually(() =>
      expect(named.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await eventually(() =>
      expect(elsewhere.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await eventually(() =>
      expect(quotas.verdict()).toMatchObject({ outcome: 'notYet' }),
    );
    await eventually(() =>
      expect(may.verdict()).toMatchObject({
        outcome: 'notYet',
        evidence: [{ observed: 'denied' }],
      }),
    );
  });

  it('is unknown while the backend may not act as the account', async () => {
    const name = 'unheard';
    await scene.apply({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name },
    });
    const backend = { apiVersion: RBAC, kind: 'RoleBinding' };
    const { namespace } = scene;
    const ref = { ...backend, namespace, name: 'academy-backend' };
    const own = await scene.admin.get(ref);
    await scene.admin.delete(ref);
    await scene.untilForbidden('serviceaccounts', 'token');
    const mayNot = access({ as: { serviceAccount: name }, allowed: false });
    await eventually(() =>
      expect(mayNot.verdict()).toMatchObject({
        outcome: 'unknown',
        reason: 'forbidden',
      }),
    );
    await scene.apply({
      ...backend,
      metadata: { name: 'academy-backend', labels: own.metadata.labels },
      roleRef: own.roleRef,
      subjects: own.subjects,
    });
    await eventually(() =>
      expect(mayNot.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    expect(mayNot.reported[0].outcome).toBe('unknown');
  });

  it('never passes on the word of a token that was revoked', async () => {
    const may = access({ as: 'learner', resource: 'configmaps' });
    await eventually(() =>
      expect(may.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await scene.delete('v1', 'Secret', 'kubeconfig-1');
    // The API server believes a token a little longer; every change asks anew.
    let verb = 0;
    await eventually(async () => {
      await role(`verb-${(verb += 1)}`);
      expect(may.verdict()).toMatchObject({ outcome: 'unknown' });
    });
  });

  it('is unknown while the line is cut, and asks anew afterwards', async () => {
    await account();
    await role('list');
    await binding();
    const may = access({});
    await eventually(() =>
      expect(may.verdict()).toMatchObject({ outcome: 'passed' }),
    );
    await scene.proxy.cut();
    await eventually(() =>
      expect(may.verdict()).toMatchObject({
        outcome: 'unknown',
        reason: 'unreachable',
      }),
    );
    await role('get');
    await scene.proxy.mend();
    await eventually(() =>
      expect(may.verdict()).toMatchObject({
        outcome: 'notYet',
        evidence: [{ observed: 'denied' }],
      }),
    );
    expect(may.reported.map(({ outcome }) => outcome).slice(-2)).toEqual([
      'unknown',
      'notYet',
    ]);
  });
});

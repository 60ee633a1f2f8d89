import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fixedToken } from '../../gateway';
import { eventually } from '../../testing/eventually';
import { object } from '../../testing/objects';
import { openSandbox } from '../../testing/openSandbox';
import { issueKubeconfig } from '../issueKubeconfig';
import { removeSandbox } from '../policy/removeSandbox';
import { untilAllowed } from '../untilAllowed';
import { EscapeScene, GUARD, RBAC, refusalOf } from './EscapeScene';

jest.setTimeout(60_000);

interface Rule {
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  verbs: string[];
}

const MANIFESTS = join(__dirname, '../../../manifests');

/** One line for each right, however the rules are cut. */
function rightsOf(rules: Rule[]): string[] {
  return rules.flatMap(({ apiGroups = [], resources = [], verbs }) =>
    apiGroups.flatMap(group =>
      resources.flatMap(resource =>
        verbs.map(verb => `${verb} ${resource}.${group}`),
      ),
    ),
  );
}

function rightsOfRole(name: string): string[] {
  const file = join(MANIFESTS, 'roles', `${name}.yaml`);
  return rightsOf(parse(readFileSync(file, 'utf8')).rules);
}

/** What everybody with a token may ask about themselves. */
const EVERYBODY =
  /^create self(subjectaccessreviews|subjectrulesreviews|subjectreviews)\./;

describe('identities in a sandbox', () => {
  const scene = EscapeScene.create();
  let kubeconfig: string;

  beforeAll(async () => {
    await scene.open();
    const { test, mine } = scene;
    const issued = await issueKubeconfig(
      test.cluster,
      mine.ref,
      openSandbox(mine),
    );
    kubeconfig = await test.file('learner.kubeconfig', issued.kubeconfig);
  });

  afterAll(() => scene.close());

  const token = (account: string, expirationSeconds?: number) =>
    scene.subresource(
      'POST',
      scene.ref('v1', 'ServiceAccount', account),
      'token',
      {
        body: {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: { expirationSeconds },
        },
      },
    );

  it('T13 hold the rights of their role, and none beside', async () => {
    const { mine, namespace } = scene;
    for (const [name, client] of [
      ['academy-learner', mine.identities.learner],
      ['academy-checker', mine.identities.checker],
    ] as const) {
      const kind = 'SelfSubjectRulesReview';
      const apiVersion = 'authorization.k8s.io/v1';
      const { body } = await client.request<{
        status: { resourceRules: Rule[]; incomplete: boolean };
      }>({
        method: 'POST',
        path: await client.path({ apiVersion, kind }),
        body: { apiVersion, kind, spec: { namespace } },
      });
      const held = rightsOf(body.status.resourceRules);
      const allowed = rightsOfRole(name);
      expect(body.status.incomplete).toBe(false);
      expect(
        held.filter(
          right => !allowed.includes(right) && !EVERYBODY.test(right),
        ),
      ).toEqual([]);
      expect(allowed.filter(right => !held.includes(right))).toEqual([]);
    }
  });

  it('T13 are none that the learner could grow with', () => {
    const rights = rightsOfRole('academy-learner');
    expect(rights.filter(right => right.includes('*'))).toEqual([]);
    expect(
      rights.filter(right => /^(escalate|bind|impersonate) /.test(right)),
    ).toEqual([]);
    expect(
      rights.filter(right => /\/(status|proxy|finalize)\./.test(right)),
    ).toEqual([]);
    expect(
      rights.filter(right =>
        /^(create|update|patch|delete\w*) (endpoint\w*|resourcequotas|limitranges|namespaces|events)\./.test(
          right,
        ),
      ),
    ).toEqual([]);
  });

  it('T12 are all weaker than who clears the sandbox', () => {
    const admin = rightsOfRole('academy-sandbox-admin');
    for (const role of ['academy-learner', 'academy-checker']) {
      const beyond = rightsOfRole(role).filter(right => !admin.includes(right));
      expect(beyond).toEqual([]);
    }
  });

  it.each([
    ['the learner, beyond revocation', 'learner', 3600],
    ['the checker', 'academy-checker', 3600],
    ['default, for two hours', 'default', 7200],
  ])('T11 no token of %s', async (_, account, seconds) => {
    expect(await refusalOf(() => token(account, seconds))).toContain(
      GUARD('tokens'),
    );
  });

  it('gives a token of an own account for an hour', async () => {
    await expect(token('default', 3600)).resolves.toMatchObject({
      status: 201,
    });
  });

  it('T11 no token without an end', async () => {
    const words = await refusalOf(() =>
      scene.create(
        object(
          'v1',
          'Secret',
          { type: 'kubernetes.io/service-account-token' },
          { annotations: { 'kubernetes.io/service-account.name': 'default' } },
        ),
      ),
    );
    expect(words).toContain(GUARD('secrets'));
  });

  it.each([
    ['a user', ['--as=system:admin']],
    [
      'a group',
      [
        '--as=system:serviceaccount:backstage:academy',
        '--as-group=system:masters',
      ],
    ],
  ])('T12 does not act as %s', async (_, flags) => {
    const { stderr } = await scene.test.kubectl([
      ...['--kubeconfig', kubeconfig, 'get', 'pods'],
      ...flags,
    ]);
    expect(stderr).toContain('cannot impersonate');
  });

  it.each(['create', 'delete', 'patch'] as const)(
    'T12 the token of the checker cannot %s',
    async verb => {
      const { checker } = scene.mine.identities;
      const { namespace } = scene;
      const own = scene.ref('v1', 'ConfigMap', 'kube-root-ca.crt');
      const acts = {
        create: () =>
          checker.create(object('v1', 'ConfigMap'), {
            namespace,
            dryRun: true,
          }),
        delete: () => checker.delete(own, { dryRun: true }),
        patch: () => checker.patch(own, { data: {} }, { dryRun: true }),
      };
      expect(await refusalOf(acts[verb])).toContain(RBAC);
    },
  );

  it('T11 a token is worth nothing once the sandbox is at its end', async () => {
    const { test } = scene;
    const { ref, identities } = await test.newSandbox();
    const issued = await identities.learnerToken();
    const learner = test.client.withToken(fixedToken(issued.token));
    const pods = {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: ref.namespace,
    };
    await untilAllowed(() => learner.list(pods), { also: [401] });
    await removeSandbox(test.client, ref);
    await eventually(() =>
      expect(learner.list(pods)).rejects.toMatchObject({ status: 403 }),
    );
    await eventually(() =>
      expect(learner.list(pods)).rejects.toMatchObject({ status: 401 }),
    );
  });
});

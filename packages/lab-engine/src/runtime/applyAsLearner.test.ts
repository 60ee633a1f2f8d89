import type { ApplyResult } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ProvisionedSandbox } from '../sandbox';
import { TestCluster } from '../testing/testCluster';
import { applyAsLearner } from './applyAsLearner';

jest.setTimeout(60_000);

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: docker.io/library/busybox
`;

const configMap = (name: string, rest = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`;

describe("the learner's YAML", () => {
  let test: TestCluster;
  let sandbox: ProvisionedSandbox;

  beforeAll(async () => {
    test = TestCluster.create();
    sandbox = await test.newSandbox();
  });

  afterAll(() => test.close());

  function apply(yaml: string, dryRun?: boolean): Promise<ApplyResult> {
    const { namespace } = sandbox.ref;
    const client = sandbox.identities.learner;
    return applyAsLearner({ client, namespace, yaml, dryRun });
  }

  async function refusal(yaml: string) {
    const { documents, error } = await apply(yaml);
    expect(error).toBeUndefined();
    expect(documents.at(-1)).toMatchObject({ outcome: 'refused' });
    return documents.at(-1)?.error;
  }

  const exists = (name: string) =>
    test.client
      .get({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name,
        namespace: sandbox.ref.namespace,
      })
      .then(() => true)
      .catch(() => false);

  it('is created, unchanged and configured', async () => {
    const yaml = `${configMap('one', 'data: { a: "1" }\n')}---\n${configMap(
      'two',
    )}`;
    await expect(apply(yaml)).resolves.toEqual({
      documents: [
        { line: 1, kind: 'ConfigMap', name: 'one', outcome: 'created' },
        { line: 7, kind: 'ConfigMap', name: 'two', outcome: 'created' },
      ],
    });
    const changed = yaml.replace('"1"', '"2"');
    await expect(apply(changed)).resolves.toMatchObject({
      documents: [{ outcome: 'configured' }, { outcome: 'unchanged' }],
    });
  });

  it('changes nothing in a dry run', async () => {
    await expect(apply(configMap('dry'), true)).resolves.toMatchObject({
      documents: [{ outcome: 'created' }],
    });
    await expect(exists('dry')).resolves.toBe(false);
  });

  it('takes over what kubectl has set', async () => {
    const { namespace } = sandbox.ref;
    await test.kubectl([
      ...['create', 'configmap', 'shared', '--from-literal=a=kubectl'],
      ...['--namespace', namespace],
    ]);
    await expect(
      apply(configMap('shared', 'data: { a: portal }\n')),
    ).resolves.toMatchObject({ documents: [{ outcome: 'configured' }] });
  });

  it('shows the words of the API server at the misspelt field', async () => {
    await expect(
      refusal(DEPLOYMENT.replace('replicas', 'replicaz')),
    ).resolves.toEqual({
      message: expect.stringContaining('unknown field "spec.replicaz"'),
      field: 'spec.replicaz',
      line: 6,
      column: 3,
    });
  });

  it('names all misspelt fields, also in the second document', async () => {
    const misspelt = DEPLOYMENT.replace('image:', 'imagee:').replace(
      'replicas',
      'replicaz',
    );
    const yaml = `${configMap('before-misspelt')}---\n${misspelt}`;
    await expect(refusal(yaml)).resolves.toEqual({
      message: expect.stringMatching(
        /unknown field "spec\.replicaz".*unknown field "spec\.template\.spec\.containers\[0\]\.imagee"/,
      ),
      field: 'spec.replicaz',
      line: 11,
      column: 3,
    });
    await expect(exists('before-misspelt')).resolves.toBe(true);
  });

  it.each([
    [
      'a text for a number',
      DEPLOYMENT.replace('replicas: 1', 'replicas: "1"'),
      'spec.replicas',
      6,
    ],
    [
      'a value that is not possible',
      DEPLOYMENT.replace('replicas: 1', 'replicas: -1'),
      'spec.replicas',
      6,
    ],
    [
      'a missing image',
      DEPLOYMENT.replace('          image: docker.io/library/busybox\n', ''),
      'spec.template.spec.containers[0].image',
      14,
    ],
    [
      'an unknown kind',
      DEPLOYMENT.replace('Deployment', 'Deploymnt'),
      'kind',
      2,
    ],
    ['an unknown version', DEPLOYMENT.replace('apps/v1', 'apps/v7'), 'kind', 2],
    ['an upper-case name', configMap('Web'), 'metadata.name', 4],
    ['a traversing name', configMap('"../../secrets"'), 'metadata.name', 4],
    ['a slash in the name', configMap('a/b'), 'metadata.name', 4],
  ])('finds %s', async (_, yaml, field, line) => {
    await expect(refusal(yaml)).resolves.toMatchObject({
      field,
      line,
      message: expect.any(String),
    });
  });

  it('goes into no other namespace', async () => {
    const before = test.cluster.requestCount();
    const yaml = configMap('x', '  namespace: default\n');
    await expect(refusal(yaml)).resolves.toEqual({
      message: expect.stringContaining(sandbox.ref.namespace),
      text: {
        en: expect.stringContaining('leave metadata.namespace out'),
        ko: expect.stringContaining('본인의 샌드박스'),
      },
      field: 'metadata.namespace',
      line: 5,
      column: 3,
    });
    expect(test.cluster.requestCount()).toBe(before);
    const own = configMap('x', `  namespace: ${sandbox.ref.namespace}\n`);
    await expect(apply(own)).resolves.toMatchObject({
      documents: [{ outcome: 'created' }],
    });
  });

  it('creates nothing cluster-scoped', async () => {
    const yaml = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: mine\n';
    await expect(refusal(yaml)).resolves.toMatchObject({
      message: expect.stringContaining('cannot patch resource "namespaces"'),
    });
  });

  it('does not touch the guards', async () => {
    const yaml =
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: academy-default-deny\nspec:\n  podSelector: {}\n  policyTypes: []\n';
    await expect(refusal(yaml)).resolves.toMatchObject({
      message: expect.stringContaining('academy-guard-protected'),
    });
  });

  it.each([
    ['YAML that is none', `${configMap('never')}---\na: [\n`, 6],
    ['a key that is there twice', configMap('never', 'kind: Secret\n'), 5],
    [
      'a document without kind',
      `${configMap('never')}---\napiVersion: v1\n`,
      6,
    ],
    ['a list', `${configMap('never')}---\n- a\n`, 6],
  ])('applies nothing of %s', async (_, yaml, line) => {
    await expect(apply(yaml)).resolves.toEqual({
      documents: [],
      error: {
        message: expect.any(String),
        text: { en: expect.any(String), ko: expect.stringMatching(/[가-힣]/) },
        line: expect.any(Number),
        column: expect.any(Number),
      },
    });
    const { error } = await apply(yaml);
    expect(error?.line).toBeGreaterThanOrEqual(line);
    await expect(exists('never')).resolves.toBe(false);
  });

  it('never shows a token', async () => {
    const results = [
      await apply(configMap('x', 'kind: Secret\n')),
      await apply('apiVersion: v1\nkind: Node\nmetadata: { name: x }\n'),
    ];
    expect(JSON.stringify(results)).not.toMatch(/eyJ/);
  });
});

import { inspect } from 'node:util';
import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { createLabRuntime } from '../../runtime/createLabRuntime';
import type { LabRuntime, SandboxRef } from '../../runtime/types';
import { waitForCluster } from '../../runtime/waitForCluster';
import { eventually } from '../../testing/eventually';
import { TestCluster } from '../../testing/testCluster';

jest.setTimeout(120_000);

/** How every token of a ServiceAccount begins: the JSON of its header. */
const TOKEN = /eyJ[\w-]{10}/;

const configMap = (name: string, more = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${more}`;

describe('texts of a learner in the lab engine', () => {
  const said: string[] = [];
  let test: TestCluster;
  let lab: LabRuntime;
  let sandbox: SandboxRef;

  beforeAll(async () => {
    test = TestCluster.create();
    const say = (message: string) => said.push(message);
    lab = createLabRuntime({
      clusters: [test.options],
      logger: { debug: say, warn: say },
    });
    await waitForCluster(lab, test.options.name, { timeoutMs: 30_000 });
    sandbox = await lab.provision(test.input());
  });

  afterAll(async () => {
    await lab.remove(sandbox);
    await lab.close();
    await test.close();
  });

  /** Everything that a learner is told about a text. */
  async function answerTo(yaml: string): Promise<string> {
    const result = await lab.applyAsLearner(sandbox, yaml);
    const outcomes = result.documents.map(({ outcome }) => outcome);
    expect(outcomes.filter(outcome => outcome !== 'refused')).toEqual([]);
    return JSON.stringify(result);
  }

  const laughs = Array.from(
    { length: 12 },
    (_, level) =>
      `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}*a${level}]`,
  );

  it.each<[string, string, RegExp]>([
    [
      'a billion laughs',
      `a0: &a0 [x]\n${laughs.join('\n')}\n`,
      /alias|anchor/i,
    ],
    [
      'an alias to itself',
      configMap('x', 'data: &a\n  a: *a\n'),
      /alias|anchor/i,
    ],
    [
      'nesting without an end',
      configMap('x', `data: ${'['.repeat(100_000)}\n`),
      /deep|large/i,
    ],
    [
      'a megabyte',
      configMap('x', `data: {a: ${'x'.repeat(1 << 20)}}`),
      /large/i,
    ],
    [
      'a thousand documents',
      Array(1000).fill(configMap('x')).join('---\n'),
      /documents/i,
    ],
    ['a tag that runs code', `!!js/function 'x => x'\n`, /./],
    [
      'a polluted prototype',
      configMap('x', '__proto__: {polluted: true}\n'),
      /__proto__|field/,
    ],
  ])('T8 %s is refused, and the next text is not', async (_, yaml, words) => {
    expect(await answerTo(yaml)).toMatch(words);
    expect({}).not.toHaveProperty('polluted');
    await expect(
      lab.applyAsLearner(sandbox, configMap('alive'), { dryRun: true }),
    ).resolves.toMatchObject({ documents: [{ outcome: 'created' }] });
  });

  it.each<[string, string, string]>([
    [
      'T1 a foreign namespace',
      configMap('x', '  namespace: kube-system\n'),
      'Only your sandbox',
    ],
    [
      'T1 a traversing namespace',
      configMap('x', '  namespace: ../kube-system\n'),
      'Only your sandbox',
    ],
    ['T1 a traversing name', configMap('"../../secrets/x"'), 'A name consists'],
    ['T1 an encoded name', configMap('"..%2fx"'), 'A name consists'],
    [
      'T1 a kind with a path',
      configMap('x').replace('ConfigMap', '"ConfigMap/../Secret"'),
      'ConfigMap/../Secret',
    ],
    [
      'T1 a version with a path',
      configMap('x').replace('v1', '"../apis/apps/v1"'),
      '../apis/apps/v1',
    ],
    [
      'T2 a ClusterRole',
      configMap('x')
        .replace('ConfigMap', 'ClusterRole')
        .replace('v1', 'rbac.authorization.k8s.io/v1'),
      'forbidden',
    ],
    [
      'T2 a List that smuggles',
      'apiVersion: v1\nkind: List\nmetadata: {name: x}\nitems: []\n',
      'List',
    ],
    [
      'T12 an object of the Academy',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: kubeconfig-1\ndata: {a: Yg==}\n',
      'academy-guard-protected',
    ],
  ])('%s', async (_, yaml, words) => {
    expect(await answerTo(yaml)).toContain(words);
  });

  it.each([
    ['T9 backtracking', 'settings.data.text.matches("^(a+)+$")', 'notYet'],
    [
      'T9 nested comprehensions',
      'settings.data.text.split("").all(a, settings.data.text.split("").all(b, a == b || a != b))',
      'unknown',
    ],
  ])('%s in a check holds up nothing else', async (_, expr, outcome) => {
    const text = `${'a'.repeat(20_000)}!`;
    await lab.applyAsLearner(
      sandbox,
      configMap('settings', `data:\n  text: ${text}\n`),
    );
    const check = (id: string, expression: string): Check => ({
      id,
      title: { en: id, ko: id },
      resources: {
        settings: { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' },
      },
      assert: [{ expr: expression, message: { en: 'No', ko: '아니요' } }],
    });
    const session = lab.openCheckSession({
      sandbox,
      checks: [
        check('hostile', expr),
        check('honest', 'settings.data.text.startsWith("a")'),
      ],
      onVerdicts: () => {},
    } as never);
    try {
      await eventually(() =>
        expect(
          session.current().map(verdict => [verdict.checkId, verdict.outcome]),
        ).toEqual([
          ['hostile', outcome],
          ['honest', 'passed'],
        ]),
      );
    } finally {
      await session.stop();
    }
  });

  it('T14 no more objects than a sandbox may hold', async () => {
    const texts = Array.from({ length: 12 }, (_, index) =>
      configMap(`service-${index}`, 'spec: {ports: [{port: 80}]}\n').replace(
        'ConfigMap',
        'Service',
      ),
    );
    const { documents } = await lab.applyAsLearner(
      sandbox,
      texts.join('---\n'),
    );
    const refused = documents.filter(({ outcome }) => outcome === 'refused');
    expect(documents).toHaveLength(12);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(refused)).toContain('exceeded quota');
  });

  it('T11 no token in logs, errors and answers', async () => {
    const { kubeconfig } = await lab.issueKubeconfig(sandbox);
    expect(kubeconfig).toMatch(TOKEN);
    const gone: SandboxRef = { ...sandbox, namespace: 'acad-not-there' };
    const failures = await Promise.allSettled([
      lab.applySetup(gone, []),
      lab.applyAsLearner(gone, configMap('x')),
      lab.applySetup(sandbox, [{ file: 'x', content: configMap('"../x"') }]),
      lab.applySetup(sandbox, [
        { file: 'x', content: configMap('x').replace('v1', 'v9') },
      ]),
      lab.listSandboxes('nowhere', 'x'),
    ]);
    const reasons = failures.map(result =>
      result.status === 'rejected' ? result.reason : undefined,
    );
    expect(reasons.filter(Boolean)).not.toHaveLength(0);
    const shown = inspect(reasons, { depth: 20, showHidden: true });
    expect(shown).not.toMatch(TOKEN);
    expect(said.join('\n')).not.toMatch(TOKEN);
    expect(inspect(lab, { depth: 20 })).not.toMatch(TOKEN);
  });
});

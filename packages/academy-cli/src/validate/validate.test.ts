import { copyLessons, LESSONS, MODULE } from '../__testUtils__/copyLessons';
import { formatProblem, validate } from './validate';

const LAB = 'first-deployment/unit.yaml';
const CHALLENGE = 'broken-release/unit.yaml';

describe('validate', () => {
  let lessons: Awaited<ReturnType<typeof copyLessons>>;

  beforeEach(async () => {
    lessons = await copyLessons();
  });

  afterEach(() => lessons.remove());

  it('finds nothing wrong with the lessons of this repository', async () => {
    const report = await validate({ root: LESSONS });

    expect(report.problems.map(formatProblem)).toEqual([]);
    expect(report.units).toBeGreaterThanOrEqual(3);
    expect(report.expressions).toBeGreaterThan(50);
    expect(report.manifests).toBeGreaterThan(40);
  });

  it('names file, line and column inside of an expression', async () => {
    const good = 'web.spec.replicas >= 3';
    await lessons.replace(LAB, `expr: ${good}`, `expr: wbe.spec.replicas >= 3`);
    const line = await lessons.lineOf(LAB, 'wbe.spec');

    const { problems } = await validate({ root: lessons.root });

    expect(problems).toEqual([
      {
        file: `${MODULE}/${LAB}`,
        line,
        column: '          - expr: '.length + 1,
        field: 'tasks.1.checks.0.assert.2.expr',
        message: expect.stringContaining('wbe'),
        expected: 'a CEL expression that is true or false',
      },
    ]);
  });

  it('names the line inside of an expression that is folded over lines', async () => {
    await lessons.replace(LAB, 'c.image.matches(', 'c.image.matchez(');
    const line = await lessons.lineOf(LAB, 'matchez');

    const { problems } = await validate({ root: lessons.root });

    expect(problems).toEqual([
      expect.objectContaining({
        line,
        field: 'tasks.1.checks.0.assert.0.expr',
        message: expect.stringContaining('matchez'),
      }),
    ]);
  });

  it('refuses an assertion that is neither true nor false', async () => {
    await lessons.replace(
      LAB,
      'expr: slices.size() > 0',
      'expr: slices.size()',
    );

    const { problems } = await validate({ root: lessons.root });

    expect(problems).toEqual([
      expect.objectContaining({
        field: 'tasks.2.checks.1.assert.0.expr',
        message: expect.stringContaining('true or false'),
      }),
    ]);
  });

  it('checks never, observe, healthy and symptoms too', async () => {
    await lessons.edit(CHALLENGE, spec => {
      const [scenario] = spec.scenarios;
      scenario.healthy[0].assert[0].expr = 'nobody';
      scenario.symptoms[0].assert[0].expr = 'nobody';
      scenario.checks[0].assert[1].observe = 'nobody';
      scenario.checks[0].never[0].expr = 'nobody';
    });

    const { problems } = await validate({ root: lessons.root });

    expect(problems.map(p => p.field)).toEqual([
      'scenarios.0.healthy.0.assert.0.expr',
      'scenarios.0.symptoms.0.assert.0.expr',
      'scenarios.0.checks.0.assert.1.observe',
      'scenarios.0.checks.0.never.0.expr',
    ]);
  });

  it('names the line of a manifest that cannot be parsed', async () => {
    const file = 'first-deployment/solution/web.yaml';
    await lessons.replace(file, 'replicas: 3', 'replicas: [3');

    const { problems } = await validate({ root: lessons.root });

    expect(problems).toEqual([
      expect.objectContaining({
        file: `${MODULE}/${file}`,
        line: expect.any(Number),
        expected: 'Kubernetes objects in YAML',
      }),
    ]);
  });

  it('wants no namespace in a manifest', async () => {
    const file = 'broken-release/faults/service-selector.yaml';
    await lessons.replace(
      file,
      'name: orders',
      'name: orders\n  namespace: kube-system',
    );

    const { problems } = await validate({ root: lessons.root });

    expect(problems).toEqual([
      expect.objectContaining({
        file: `${MODULE}/${file}`,
        line: 1,
        field: 'metadata.namespace',
      }),
    ]);
  });

  it('lets manifests inside of a nested control plane name their namespace', async () => {
    const file = 'first-deployment/solution/settings.yaml';
    await lessons.replace(file, 'metadata:', 'metadata:\n  namespace: team-a');
    const outside = await validate({ root: lessons.root });
    await lessons.edit(LAB, spec => {
      spec.sandbox = { profile: 'nested' };
      spec.tasks[0].solution = [{ nested: 'solution/settings.yaml' }];
    });
    const inside = await validate({ root: lessons.root });

    expect(outside.problems.map(p => p.field)).toEqual(['metadata.namespace']);
    expect(inside.problems).toEqual([]);
  });

  it('knows the names that are bound inside of a nested control plane', async () => {
    await lessons.edit(LAB, spec => {
      const [check] = spec.tasks[0].checks;
      spec.sandbox = { profile: 'nested' };
      check.nested = {
        nodes: { apiVersion: 'v1', kind: 'Node', selector: {} },
      };
      check.assert[0].expr = 'nodes.size() == noodles.size()';
    });

    const { problems } = await validate({ root: lessons.root });

    expect(problems.map(p => p.message)).toEqual([
      expect.stringContaining('noodles'),
    ]);
  });

  it('reads the YAML blocks of the text at their lines', async () => {
    for (const language of ['en', 'ko']) {
      await lessons.replace(
        `requests-and-limits/${language}.md`,
        'kind: LimitRange\nmetadata:\n  name: container-defaults',
        'kind: LimitRange\nmetadata: {}',
      );
    }
    const file = 'requests-and-limits/en.md';
    const line = await lessons.lineOf(file, 'apiVersion: v1\nkind: LimitRange');

    const { problems } = await validate({ root: lessons.root });

    expect(problems).toEqual([
      expect.objectContaining({
        file: `${MODULE}/${file}`,
        line,
        message: expect.stringContaining('metadata.name is missing'),
      }),
    ]);
  });

  it('reads the commands and links of texts, hints and debriefs', async () => {
    await lessons.edit(CHALLENGE, spec => {
      spec.scenarios[0].hints[1].text.en = 'Look at `kubectl gett pods`.';
      spec.scenarios[0].debrief.ko = '[여기](../first-deployment)를 보세요.';
    });
    await lessons.replace(
      'first-deployment/en.md',
      'kubectl ',
      'kubectl --wrong ',
    );

    const { problems } = await validate({ root: lessons.root });

    expect(problems.map(({ field, message }) => [field, message])).toEqual(
      expect.arrayContaining([
        ['scenarios.0.hints.1.text.en', 'kubectl has no command "gett"'],
        [
          'scenarios.0.debrief.ko',
          'the link "../first-deployment" leads nowhere',
        ],
        [undefined, '"--wrong" is no flag before the verb'],
      ]),
    );
    expect(problems).toContainEqual(
      expect.objectContaining({
        file: `${MODULE}/first-deployment/en.md`,
        line: await lessons.lineOf('first-deployment/en.md', '--wrong'),
      }),
    );
  });

  it('reports what the loader reports and validates the rest', async () => {
    await lessons.write(LAB, 'kind: Lab\n');

    const report = await validate({ root: lessons.root });

    expect(report.units).toBe(2);
    expect(report.expressions).toBeGreaterThan(20);
    expect(report.problems.map(formatProblem)).toContain(
      `${MODULE}/${LAB}:1:1: apiVersion: this field is missing (expected kubernetes-academy.io/v1)`,
    );
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConnection } from '@kubernetes-academy/dev-cluster';
import type { LabRuntime } from '@kubernetes-academy/lab-engine';
import { parse, stringify } from 'yaml';
import { prove } from './prove';
import { embeddedCluster, openCluster } from './prove/openCluster';
import { copyLessons, MODULE } from './__testUtils__/copyLessons';
import { formatProblem, validate } from './validate';

const connection = readConnection(
  process.env.ACADEMY_TEST_CLUSTER ??
    resolve(__dirname, '../../../.academy/test-cluster'),
);
const LAB = 'first-deployment';
const CHALLENGE = 'broken-release';
const NONE = { proven: 0, failed: 0, flaky: 0, notProven: 0 };

jest.setTimeout(180_000);

describe('on a real cluster', () => {
  const { signal } = new AbortController();
  // Proofs of somebody else on the same cluster are none of this test's business.
  const instance = `test-${process.pid}`;
  let runtime: LabRuntime;
  let lessons: Awaited<ReturnType<typeof copyLessons>>;

  beforeAll(async () => {
    runtime = await openCluster(embeddedCluster(connection), signal);
  });

  afterAll(() => runtime.close());

  beforeEach(async () => {
    lessons = await copyLessons();
  });

  afterEach(() => lessons.remove());

  /** The runtime with methods of a test's own. */
  function overridden(methods: Partial<LabRuntime>): LabRuntime {
    return new Proxy(runtime, {
      get(target, name) {
        const own = Reflect.get(methods, name);
        const value = own ?? Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  async function run(
    units: string[],
    options: Partial<Parameters<typeof prove>[0]> = {},
  ) {
    const lines: string[] = [];
    const report = await prove({
      root: lessons.root,
      units,
      runtime,
      cluster: connection.name,
      instance,
      print: text => lines.push(text),
      signal,
      ...options,
    });
    const mine = await runtime.listSandboxes(connection.name, instance);
    return { report, output: lines.join(''), left: mine };
  }

  /** Keeps one scenario with one mutant, so that a proof is short. */
  async function onlyTooWideSelector(weaken: (scenario: any) => void) {
    await lessons.edit(`${CHALLENGE}/unit.yaml`, spec => {
      const scenario = spec.scenarios[1];
      scenario.alternatives = [];
      scenario.mutants = [
        {
          file: 'mutants/orders-selector-too-wide.yaml',
          why: 'Endpoints that do not answer',
        },
      ];
      weaken(scenario);
      spec.scenarios = [scenario];
    });
    for (const language of ['en', 'ko']) {
      await lessons.write(
        `${CHALLENGE}/${language}.md`,
        '## Endpoints {#lost-endpoints}\n',
      );
    }
  }

  it('proves a scenario whose checks are right', async () => {
    await onlyTooWideSelector(() => {});

    const { report, output, left } = await run([`${MODULE}/${CHALLENGE}`]);

    expect(output).toContain('fault is proven: ok');
    expect(output).toContain('solution: ok');
    expect(output).toContain('refused by only-orders');
    expect(report).toMatchObject({ ...NONE, proven: 1 });
    expect(left).toEqual([]);
  });

  it('fails a scenario whose checks accept a wrong solution', async () => {
    await onlyTooWideSelector(scenario => {
      scenario.checks = scenario.checks.filter(
        (check: { id: string }) => check.id !== 'only-orders',
      );
    });

    const { report, output, left } = await run([`${MODULE}/${CHALLENGE}`]);

    expect(output).toContain(
      'mutants/orders-selector-too-wide.yaml: FAILED: everything passes: orders-endpoints',
    );
    expect(report).toMatchObject({ ...NONE, failed: 1 });
    expect(left).toEqual([]);
  });

  it('fails a lab with a task that passes by itself', async () => {
    await lessons.edit(`${LAB}/unit.yaml`, spec => {
      spec.mutants = [];
      spec.tasks[0].checks = [
        {
          ...spec.tasks[0].checks[1],
          assert: [
            {
              expr: 'labelled.size() >= 0',
              message: { en: 'Never', ko: '없음' },
            },
          ],
        },
      ];
    });

    const { report, output } = await run([`${MODULE}/${LAB}`]);

    expect(output).toContain(
      'nothing passes by itself: FAILED: everything passes: settings-labelled',
    );
    expect(report).toMatchObject({ ...NONE, failed: 1 });
  });

  it('fails a lab whose solution the sandbox refuses', async () => {
    await lessons.edit(`${LAB}/unit.yaml`, spec => {
      spec.mutants = [];
    });
    await lessons.replace(
      `${LAB}/solution/settings.yaml`,
      'kind: ConfigMap',
      'kind: ConfigMap\ndada: {}',
    );

    const { report, output } = await run([`${MODULE}/${LAB}`]);

    expect(output).toMatch(
      /task namespace-objects: solution: FAILED: solution\/settings.yaml is refused: .*dada/,
    );
    expect(report.failed).toBe(1);
  });

  /** Keeps the first task, so that two proofs are short. */
  async function onlyFirstTask() {
    await lessons.edit(`${LAB}/unit.yaml`, spec => {
      spec.mutants = [];
      spec.tasks = spec.tasks.slice(0, 1);
    });
    for (const language of ['en', 'ko']) {
      await lessons.write(
        `${LAB}/${language}.md`,
        '## Objects {#namespace-objects}\n',
      );
    }
  }

  it('proves twice, in a sandbox each, and says how long it took', async () => {
    await onlyFirstTask();
    const made = new Set<string>();
    const watched = overridden({
      async provision(input, ended) {
        const sandbox = await runtime.provision(input, ended);
        made.add(sandbox.uid);
        return sandbox;
      },
    });

    const { report, output } = await run([`${MODULE}/${LAB}`], {
      runtime: watched,
      twice: true,
    });

    expect(report).toMatchObject({ ...NONE, proven: 1 });
    expect(made.size).toBe(2);
    expect(output).toMatch(/\[1\/1\] .*: PROVEN \([\d.]+ s and [\d.]+ s\)\n$/);
  });

  it('calls flaky what is proven one time only', async () => {
    await onlyFirstTask();
    let provisioned = 0;
    const unlucky = overridden({
      async provision(input, ended) {
        provisioned += 1;
        const sandbox = await runtime.provision(input, ended);
        if (provisioned === 1) {
          throw new Error('bad luck');
        }
        return sandbox;
      },
    });

    const { report, output, left } = await run([`${MODULE}/${LAB}`], {
      runtime: unlucky,
      twice: true,
    });

    expect(output).toContain('provision: FAILED: bad luck');
    expect(output).toContain('FLAKY, proven one time and not the other');
    expect(report).toMatchObject({ ...NONE, flaky: 1 });
    expect(left).toEqual([]);
  });

  it('takes examples when they are asked for or named', async () => {
    const course = parse(
      await readFile(join(lessons.root, 'foundations/course.yaml'), 'utf8'),
    );
    await writeFile(
      join(lessons.root, 'foundations/course.yaml'),
      stringify({ ...course, example: true }),
    );
    for (const unit of [LAB, CHALLENGE]) {
      await lessons.edit(`${unit}/unit.yaml`, spec => {
        spec.needs = ['warp-drive'];
      });
    }
    const count = async (...options: Parameters<typeof run>) =>
      (await run(...options)).report.notProven;

    expect(await count([])).toBe(0);
    expect(await count([], { examples: 'with' })).toBe(3);
    expect(await count([], { examples: 'only' })).toBe(3);
    expect(await count([`${MODULE}/${LAB}`])).toBe(1);
  });

  it('lists what the cluster cannot host', async () => {
    await lessons.edit(`${LAB}/unit.yaml`, spec => {
      spec.needs = ['warp-drive'];
    });

    const { report, output } = await run([`${MODULE}/${LAB}`]);

    expect(output).toBe(
      `[1/1] ${MODULE}/${LAB}: not proven, the cluster lacks warp-drive\n`,
    );
    expect(report).toMatchObject({ ...NONE, notProven: 1 });
  });

  it('fails what breaks the static rules, without a sandbox', async () => {
    await lessons.replace(`${LAB}/en.md`, 'kubectl ', 'kubectl --not-a-flag ');
    await lessons.write(`${CHALLENGE}/unit.yaml`, 'kind: Challenge\n');

    const { report, output } = await run([]);

    expect(report).toMatchObject({ ...NONE, failed: 2 });
    expect(report.results.map(({ name, steps }) => [name, steps])).toEqual([
      [`${MODULE}/${LAB}`, []],
      [`${MODULE}/${CHALLENGE}`, []],
    ]);
    expect(output).toContain('"--not-a-flag" is no flag before the verb');
  });

  it('fails a task that half of its solution solves', async () => {
    await onlyFirstTask();
    await lessons.edit(`${LAB}/unit.yaml`, spec => {
      spec.tasks[0].solution.push('solution/service.yaml');
    });

    const { report, output } = await run([`${MODULE}/${LAB}`]);

    expect(output).toMatch(/half: \d of \d, .*: FAILED: everything passes/);
    expect(report).toMatchObject({ ...NONE, failed: 1 });
  });

  it('draws other values for each start, and proves wrong answers wrong', async () => {
    await lessons.remove();
    lessons = await copyLessons('engine-examples/check-kinds');
    await lessons.edit('lost-property/unit.yaml', spec => {
      spec.mutants = spec.mutants.slice(0, 1);
    });

    const { report, output } = await run([
      'engine-examples/check-kinds/lost-property',
    ]);

    expect(report).toMatchObject({ ...NONE, proven: 1 });
    expect(new Set(output.match(/tag=[a-z]{5}/g)).size).toBe(3);
    expect(output).toContain(
      'wrong answer to umbrella-tag: refused by umbrella-tag',
    );
    expect(output).toContain('half: 1 of 2, answer to umbrella-tag: refused');
  });

  it('knows nothing of other units', async () => {
    await expect(run([`${MODULE}/third-deployment`])).rejects.toThrow(
      'third-deployment',
    );
  });

  it('lets the server judge manifests, strictly', async () => {
    const file = `${LAB}/solution/web.yaml`;
    await lessons.replace(file, 'replicas:', 'replicaz:');

    const { problems } = await validate({ root: lessons.root, connection });

    expect(problems.map(formatProblem)).toEqual([
      expect.stringMatching(
        new RegExp(`^${MODULE}/${file}:1: .*replicaz.*API server accepts`),
      ),
    ]);
  });

  it('wants the announced refusal of what is invalid on purpose', async () => {
    const block = (announced: string) =>
      `\n\`\`\`yaml invalid-on-purpose ${announced}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: Wrong\n\`\`\`\n`;
    for (const language of ['en', 'ko']) {
      await lessons.replace(
        `requests-and-limits/${language}.md`,
        '\n## ',
        `${block('Invalid value')}${block('no such words')}\n## `,
      );
    }

    const { problems } = await validate({ root: lessons.root, connection });

    expect(problems).toEqual([
      expect.objectContaining({
        file: `${MODULE}/requests-and-limits/en.md`,
        message: expect.stringContaining('Invalid value'),
        expected: 'a refusal that says "no such words"',
      }),
    ]);
  });
});

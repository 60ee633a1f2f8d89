import { loadChanged, replace } from '../__testUtils__/loadChanged';

const LAB = 'c/m/lab/unit.yaml';
const MANIFEST = { 'c/m/lab/solution/inside.yaml': () => 'apiVersion: v1\n' };

const nestedStep = replace(
  'solution: [solution/web.yaml]',
  'solution: [solution/web.yaml, { nested: solution/inside.yaml }]',
);
const execStep = replace(
  'solution: [solution/web.yaml]',
  'solution:\n      - exec: { pod: { app: web }, command: [hostname] }',
);
const nestedCheck = replace(
  '      resources:',
  '      nested:\n          nodes: { apiVersion: v1, kind: Node, selector: {} }\n        resources:',
);
const ofKind = (kind: string) => (text: string) =>
  text.replace(
    /resources:[\s\S]*(?=\n {4}solution)/,
    `message: { en: No., ko: 아닙니다. }\n        ${kind}`,
  );
const logCheck = ofKind('log: { pods: { app: web }, contains: hello }');
const probeCheck = ofKind('probe: { dns: { name: web } }');
const profile = replace('tasks:', 'sandbox: { profile: nested }\ntasks:');
const realNodes = replace('tasks:', 'needs: [real-nodes]\ntasks:');

describe('what a lab uses and asks for', () => {
  it.each([
    ['a nested manifest', nestedStep, profile],
    ['a command', execStep, realNodes],
    ['a command', execStep, profile],
    ['a nested check', nestedCheck, profile],
    ['a check of logs', logCheck, realNodes],
    ['a check of logs', logCheck, profile],
    ['a probe', probeCheck, realNodes],
  ])('%s with what it needs', async (_, use, ask) => {
    const { problems, units } = await loadChanged({
      [LAB]: text => ask(use(text)),
      ...MANIFEST,
    });

    expect(problems).toEqual([]);
    expect(units['c/m/lab']).toBeDefined();
  });

  it.each([
    [
      'a nested manifest',
      nestedStep,
      'tasks.0.solution.1.nested',
      'sandbox: { profile: nested }',
    ],
    ['a command', execStep, 'tasks.0.solution.0.exec', 'needs: [real-nodes]'],
    [
      'a nested check',
      nestedCheck,
      'tasks.0.checks.0.nested',
      'sandbox: { profile: nested }',
    ],
    [
      'a check of logs',
      logCheck,
      'tasks.0.checks.0.log',
      'needs: [real-nodes]',
    ],
    ['a probe', probeCheck, 'tasks.0.checks.0.probe', 'needs: [real-nodes]'],
  ])('%s without it', async (_, use, field, expected) => {
    const { problems, units } = await loadChanged({ [LAB]: use, ...MANIFEST });

    expect(problems).toEqual([
      expect.objectContaining({ file: LAB, field, expected }),
    ]);
    expect(units['c/m/lab']).toBeUndefined();
  });

  it('reads the manifest that a dry run is about', async () => {
    const dryRun = ofKind(
      'dryRun: { file: checks/web.yaml, expect: accepted }',
    );
    const file = { 'c/m/lab/checks/web.yaml': () => 'kind: Pod\n' };
    const present = await loadChanged({ [LAB]: dryRun, ...file });
    const absent = await loadChanged({ [LAB]: dryRun });

    expect(present.problems).toEqual([]);
    expect(present.units['c/m/lab'].files).toHaveProperty(
      ['checks/web.yaml'],
      'kind: Pod\n',
    );
    expect(absent.problems).toEqual([
      expect.objectContaining({ field: 'tasks.0.checks.0.dryRun.file' }),
    ]);
  });

  it('reads the manifests of nested steps', async () => {
    const change = (text: string) => profile(nestedStep(text));
    const { units } = await loadChanged({ [LAB]: change, ...MANIFEST });
    const missing = await loadChanged({ [LAB]: change });

    expect(Object.keys(units['c/m/lab'].files)).toEqual([
      'solution/web.yaml',
      'solution/inside.yaml',
    ]);
    expect(missing.problems).toEqual([
      expect.objectContaining({ field: 'tasks.0.solution.1.nested' }),
    ]);
  });
});

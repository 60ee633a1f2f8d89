import { loadChanged } from '../__testUtils__/loadChanged';

const UNIT = 'c/m/lab/unit.yaml';
const TEXT = '{ en: Text, ko: 글 }';

/** A challenge in place of the lab. */
function challenge(more = '', second = ''): string {
  const check = (id: string) => `
      - id: ${id}
        title: ${TEXT}
        resources: { web: { apiVersion: v1, kind: Service, name: web } }
        assert: [{ expr: 'true', message: ${TEXT} }]`;
  const scenario = (id: string, extra: string) => `
  - id: ${id}
    title: ${TEXT}
    setup: [solution/web.yaml]
    faults: [solution/web.yaml]
    symptoms:${check(`${id}-symptom`)}
    checks:${check(`${id}-check`)}
    hints:
      - { kind: question, text: ${TEXT} }
      - { kind: where, text: ${TEXT} }
      - { kind: field, text: ${TEXT} }
      - { kind: solution, text: ${TEXT} }
    solution: [solution/web.yaml]
    debrief: ${TEXT}
${extra}`;
  return `apiVersion: kubernetes-academy.io/v1
kind: Challenge
title: ${TEXT}
summary: ${TEXT}
minutes: 10
level: beginner
scenarios:${scenario('first', more)}${scenario('second', second)}`;
}

async function load(spec: string, intro = 'Text') {
  const text = `${intro}\n\n## One {#first}\n\nText\n\n## Two {#second}\n\nText\n`;
  return loadChanged({
    [UNIT]: () => spec,
    'c/m/lab/en.md': () => text,
    'c/m/lab/ko.md': () => text,
  });
}

describe('a challenge', () => {
  it('names what to read afterwards', async () => {
    const right = await load(challenge('    readMore: [c/m/lesson]\n'));
    const wrong = await load(challenge('    readMore: [c/m/lessen]\n'));

    expect(right.problems).toEqual([]);
    expect(wrong.problems).toEqual([
      expect.objectContaining({
        field: 'scenarios.0.readMore.0',
        message: 'there is no unit "c/m/lessen"',
      }),
    ]);
    expect(wrong.units['c/m/lab']).toBeDefined();
  });

  it('explains itself afterwards', async () => {
    const { problems } = await load(
      challenge().replace(`    debrief: ${TEXT}\n`, ''),
    );
    expect(problems).toEqual([
      expect.objectContaining({ field: 'scenarios.0.debrief' }),
    ]);
  });

  it('has parameters of one meaning, and no value in its introduction', async () => {
    const parameters = (values: string) =>
      `    parameters: { zone: { oneOf: [${values}] } }\n`;
    const alike = await load(challenge(parameters('a, b'), parameters('a, b')));
    const unlike = await load(
      challenge(parameters('a, b'), parameters('a, c')),
    );
    const introduced = await load(challenge(parameters('a, b')), '{{zone}}');

    expect(alike.problems).toEqual([]);
    expect(unlike.problems).toEqual([
      expect.objectContaining({
        field: 'scenarios.1.parameters.zone',
        expected: '{"oneOf":["a","b"]}',
      }),
    ]);
    expect(introduced.problems.map(({ file, line }) => [file, line])).toEqual([
      ['c/m/lab/en.md', 1],
      ['c/m/lab/ko.md', 1],
    ]);
  });

  it('asks nobody before there is a learner', async () => {
    const spec = challenge().replace(
      /resources: \{ web.*\n.*assert.*/,
      `message: ${TEXT}\n        answer: { prompt: ${TEXT}, accept: [x] }`,
    );
    const { problems } = await load(spec);

    expect(problems).toEqual([
      expect.objectContaining({ field: 'scenarios.0.symptoms.0.answer' }),
    ]);
  });
});

import {
  challengeSchema,
  labSchema,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Unit } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  drawParameters,
  exampleValues,
  withoutSecrets,
} from './drawParameters';
import type { Parameters } from './drawParameters';
import { exampleUnit, parametersOf, renderUnit } from './renderUnit';

const PARAMETERS: Parameters = {
  zone: { oneOf: ['harbour', 'airport', 'market'] },
  port: { integer: { min: 8000, max: 8009 } },
  word: { letters: 6, secret: true },
};

const text = (words: string) => ({ en: `${words}.`, ko: `${words}입니다.` });
const head = {
  apiVersion: 'kubernetes-academy.io/v1',
  title: text('Open {{port}}'),
  summary: text('Summary'),
  minutes: 5,
  level: 'beginner',
};
const check = (id: string) => ({
  id,
  title: text('Port {{port}}'),
  resources: {
    web: { apiVersion: 'v1', kind: 'Service', name: '{{zone}}' },
  },
  assert: [
    {
      expr: 'web.spec.ports[0].port == {{port}}',
      message: text('Not {{port}}'),
    },
  ],
});

function labUnit(): Unit {
  return {
    id: 'c/m/lab',
    spec: labSchema.parse({
      ...head,
      kind: 'Lab',
      parameters: PARAMETERS,
      tasks: [
        {
          id: 'open',
          title: text('Open'),
          checks: [check('open')],
          solution: ['solution/web.yaml'],
        },
      ],
    }),
    text: text('Use {{port}}'),
    sections: { intro: text('Intro'), open: text('{{port}}, {{ port }}') },
    diagrams: [],
    files: { 'solution/web.yaml': 'port: {{port}}\ncolour: {{colour}}\n' },
    hash: 'hash',
  };
}

function challengeUnit(): Unit {
  const scenario = (id: string) => ({
    id,
    title: text('{{zone}}'),
    parameters: { zone: PARAMETERS.zone, port: PARAMETERS.port },
    setup: ['setup.yaml'],
    faults: ['fault.yaml'],
    symptoms: [check(`${id}-symptom`)],
    checks: [check(`${id}-check`)],
    hints: Array(4).fill({ kind: 'where', text: text('Look') }),
    solution: ['solution.yaml'],
    debrief: text('It was {{zone}}'),
  });
  return {
    ...labUnit(),
    spec: challengeSchema.parse({
      ...head,
      title: text('Find it'),
      kind: 'Challenge',
      scenarios: [scenario('one'), scenario('two')],
    }),
    sections: {
      intro: text('{{zone}}'),
      one: text('{{zone}}'),
      two: text('{{zone}}'),
    },
    files: { 'setup.yaml': 'name: {{zone}}\n' },
  };
}

describe('drawParameters', () => {
  const draw = (seed: string, parameters = PARAMETERS) =>
    drawParameters({ parameters, seed });

  it('gives the same values for the same seed, and others for another', () => {
    expect(draw('a')).toEqual(draw('a'));
    expect(new Set(['a', 'b', 'c', 'd'].map(s => draw(s).word)).size).toBe(4);
  });

  it('does not let parameters depend on each other', () => {
    const { zone, ...rest } = draw('a');
    expect(PARAMETERS.zone).toMatchObject({
      oneOf: expect.arrayContaining([zone]),
    });
    expect(draw('a', { port: PARAMETERS.port, word: PARAMETERS.word })).toEqual(
      rest,
    );
  });

  it('uses every value there is, and no other', () => {
    const drawn = Array.from({ length: 400 }, (_, i) => draw(`seed ${i}`));
    expect(new Set(drawn.map(d => d.zone))).toEqual(
      new Set(['harbour', 'airport', 'market']),
    );
    expect([...new Set(drawn.map(d => Number(d.port)))].sort()).toEqual(
      Array.from({ length: 10 }, (_, i) => 8000 + i),
    );
    expect(drawn.every(d => /^[a-z]{6}$/.test(d.word))).toBe(true);
  });

  it('can leave out what would give the answer away', () => {
    const { word, ...rest } = draw('a');
    expect(draw('a', withoutSecrets(PARAMETERS))).toEqual(rest);
    expect(word).toHaveLength(6);
  });

  it('has an example of each', () => {
    expect(exampleValues(PARAMETERS)).toEqual({
      zone: 'harbour',
      port: '8000',
      word: 'abcdef',
      sandboxNamespace: 'my-sandbox',
    });
  });
});

describe('renderUnit', () => {
  it('replaces declared names everywhere in a lab, and nothing else', () => {
    const unit = labUnit();
    const rendered = renderUnit({
      unit,
      values: { port: '8001', zone: 'harbour' },
    });
    expect(rendered.spec).toMatchObject({
      title: text('Open 8001'),
      tasks: [
        {
          checks: [
            {
              title: text('Port 8001'),
              resources: { web: { name: 'harbour' } },
              assert: [{ expr: 'web.spec.ports[0].port == 8001' }],
            },
          ],
        },
      ],
    });
    expect(rendered.text).toEqual(text('Use 8001'));
    expect(rendered.sections.open).toEqual(text('8001, {{ port }}'));
    expect(rendered.files).toEqual({
      'solution/web.yaml': 'port: 8001\ncolour: {{colour}}\n',
    });
    expect(unit).toEqual(labUnit());
  });

  it('replaces the names of one scenario of a challenge', () => {
    const rendered = renderUnit({
      unit: challengeUnit(),
      scenario: 'two',
      values: { zone: 'market', port: '8002' },
    });
    expect(rendered.spec).toMatchObject({
      scenarios: [
        { title: text('{{zone}}'), debrief: text('It was {{zone}}') },
        { title: text('market'), debrief: text('It was market') },
      ],
    });
    expect(rendered.sections).toEqual({
      intro: text('{{zone}}'),
      one: text('{{zone}}'),
      two: text('market'),
    });
    expect(rendered.files).toEqual({ 'setup.yaml': 'name: market\n' });
  });

  it('does not take a name of every object for a value', () => {
    const unit = { ...labUnit(), files: { f: '{{constructor}} {{port}}' } };
    expect(renderUnit({ unit, values: { port: '1' } }).files.f).toBe(
      '{{constructor}} 1',
    );
  });

  it('leaves a unit without parameters alone', () => {
    const unit = labUnit();
    expect(renderUnit({ unit, values: {} })).toBe(unit);
  });
});

describe('exampleUnit', () => {
  it('shows no name raw that is declared', () => {
    const { spec, sections } = exampleUnit(challengeUnit());
    expect(JSON.stringify(spec)).not.toContain('{{');
    expect(sections).toMatchObject({
      one: text('harbour'),
      two: text('harbour'),
    });
    expect(exampleUnit(labUnit()).text).toEqual(text('Use 8000'));
  });
});

describe('parametersOf', () => {
  it('knows whose they are', () => {
    expect(parametersOf(labUnit())).toEqual(PARAMETERS);
    expect(Object.keys(parametersOf(challengeUnit(), 'one'))).toEqual([
      'zone',
      'port',
    ]);
    expect(parametersOf(challengeUnit())).toEqual({});
  });
});

import {
  unitSchema,
  type Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { z } from 'zod';
import { labContent, learnersUnit } from './labContent';

const text = (words: string) => ({ en: words, ko: `${words} (ko)` });
const base = {
  apiVersion: 'kubernetes-academy.io/v1' as const,
  title: text('Bind the robot on {{port}}'),
  summary: text('Summary'),
  minutes: 10,
  level: 'beginner' as const,
};
const parameters = {
  port: { integer: { min: 20_000, max: 29_999 } },
  culprit: { letters: 12, secret: true as const },
};
const check = (id: string) => ({
  id,
  title: text('Bound'),
  resources: {
    binding: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      name: '{{culprit}}',
    },
  },
  assert: [
    {
      expr: "binding.subjects[0].namespace == '{{sandboxNamespace}}'",
      message: text('Not in {{sandboxNamespace}}'),
    },
  ],
});
const hints = (['question', 'where', 'field', 'solution'] as const).map(
  kind => ({ kind, text: text(`${kind}: kubectl -n {{sandboxNamespace}}`) }),
);
const file = (port: string, culprit: string, namespace: string) =>
  `${port} ${culprit} ${namespace} {{undeclared}}`;

const unit = (spec: z.input<typeof unitSchema>): Unit => ({
  id: 'basics/start/robot',
  spec: unitSchema.parse(spec),
  text: text('On {{port}} in {{sandboxNamespace}}'),
  sections: {},
  diagrams: [],
  files: {
    'robot.yaml': file('{{port}}', '{{culprit}}', '{{sandboxNamespace}}'),
  },
  hash: 'hash',
});

const lab = unit({
  ...base,
  kind: 'Lab',
  parameters,
  setup: ['robot.yaml'],
  tasks: [
    {
      id: 'bind',
      title: text('Bind'),
      checks: [check('bound')],
      hints,
      solution: ['robot.yaml'],
    },
  ],
});

const scenario = (id: string) => ({
  id,
  title: text('On {{port}} in {{sandboxNamespace}}'),
  parameters,
  setup: ['robot.yaml'],
  healthy: [check(`${id}-healthy`)],
  faults: ['robot.yaml'],
  symptoms: [check(`${id}-symptom`)],
  checks: [check(`${id}-check`)],
  hints,
  solution: ['robot.yaml'],
  debrief: text('It was {{culprit}}'),
});

const challenge = unit({
  ...base,
  title: text('Find it'),
  kind: 'Challenge',
  scenarios: [scenario('lost'), scenario('other')],
});

const attempt = { seed: 'a seed', namespace: 'acad-robot-1' };
const IN_LAB = { source: lab, id: 'bind', attempt };
const IN_SCENARIO = {
  source: challenge,
  id: 'lost',
  attempt: { ...attempt, scenario: 'lost' },
};

/** Values as the file of the unit has them. */
function valuesIn(content: Pick<Unit, 'files'>) {
  const [port, culprit, namespace, rest] =
    content.files['robot.yaml'].split(' ');
  return { port, culprit, namespace, rest };
}

describe.each([
  ['a lab', IN_LAB],
  ['a scenario', IN_SCENARIO],
])('the content of %s', (_, { source, id, attempt: own }) => {
  const content = labContent(source, own)!;
  const { port, culprit, ...others } = valuesIn(content);

  it('names the namespace of the attempt in checks, files and hints', () => {
    const { checks, healthy, symptoms } = content;
    for (const each of [...checks, ...healthy, ...symptoms]) {
      expect(each.assert).toEqual([
        {
          expr: "binding.subjects[0].namespace == 'acad-robot-1'",
          message: text('Not in acad-robot-1'),
        },
      ]);
    }
    expect(checks).toHaveLength(1);
    expect(others).toEqual({
      namespace: 'acad-robot-1',
      rest: '{{undeclared}}',
    });
    const manifests = [...content.setup, ...content.faults];
    expect(new Set(manifests.map(each => each.content))).toEqual(
      new Set(Object.values(content.files)),
    );
    expect(content.hints.get(id)?.map(hint => hint.text.en)).toEqual(
      ['question', 'where', 'field', 'solution'].map(
        kind => `${kind}: kubectl -n acad-robot-1`,
      ),
    );
  });

  it('draws its parameters from the seed, whatever the namespace', () => {
    expect(port).toMatch(/^2\d{4}$/);
    expect(culprit).toMatch(/^[a-z]{12}$/);
    expect(content.checks[0].resources?.binding).toMatchObject({
      name: culprit,
    });
    const again = labContent(source, { ...own, namespace: 'pool-7' })!;
    expect(valuesIn(again)).toMatchObject({
      port,
      culprit,
      namespace: 'pool-7',
    });
    const another = labContent(source, { ...own, seed: 'another seed' })!;
    expect(valuesIn(another).culprit).not.toBe(culprit);
  });

  it('is shown to the learner without its secret values', () => {
    const shown = learnersUnit(source, own);
    expect(valuesIn(shown)).toMatchObject({ port, namespace: 'acad-robot-1' });
    const words = JSON.stringify(shown);
    expect(words).not.toContain(culprit);
    expect(words).not.toContain('{{culprit}}');
    expect(words).toContain(`n ${port} in acad-robot-1`);
  });
});

describe('labContent', () => {
  it('has nothing for a scenario that the unit does not have', () => {
    expect(labContent(challenge, attempt)).toBeUndefined();
    expect(
      labContent(challenge, { ...attempt, scenario: 'unheard' }),
    ).toBeUndefined();
  });
});

describe('learnersUnit', () => {
  it('has example values in the scenarios that are not of the attempt', () => {
    const { spec } = learnersUnit(challenge, IN_SCENARIO.attempt);
    expect(spec).toMatchObject({
      scenarios: [
        { title: { en: expect.stringContaining('acad-robot-1') } },
        { title: text('On 20000 in my-sandbox') },
      ],
    });
  });
});

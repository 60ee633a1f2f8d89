import { stringify } from 'yaml';
import { check, inBoth, lessonsOf, text, unit } from '../../../__testUtils__';

/** Ids of the units in {@link seededLessons}. */
export const SEEDED = 'basics/start/seeded';
export const ANSWERS = 'basics/start/answers';
export const SCENARIO = 'lost';

/** What an attempt of the scenario is started with. */
export const CHALLENGE = { unitId: SEEDED, scenario: SCENARIO };

/** Parameters of the scenario. */
export const PARAMETERS = {
  port: { integer: { min: 20_000, max: 29_999 } },
  culprit: { letters: 12, secret: true as const },
};

const hints = ['question', 'where', 'field', 'solution'].map(kind => ({
  kind,
  text: text(
    `SECRET-HINT ${kind}${kind === 'solution' ? ' of {{culprit}}' : ''}`,
  ),
}));

const seeded = {
  ...unit('Challenge', 'Seeded'),
  needs: ['real-nodes'],
  scenarios: [
    {
      id: SCENARIO,
      title: text('Lost'),
      parameters: PARAMETERS,
      setup: ['setup/web.yaml'],
      faults: ['faults/web.yaml'],
      symptoms: [check('secret-symptom')],
      checks: [
        check('web-recovers'),
        {
          id: 'culprit',
          title: text('Name the culprit'),
          answer: {
            prompt: text('Which one listens on {{port}}?'),
            accept: ['SECRET-ACCEPT {{culprit}}'],
          },
          message: text('Not the culprit'),
        },
      ],
      hints,
      solution: [
        'solution/web.yaml',
        { exec: { pod: { app: 'web' }, command: ['SECRET-COMMAND'] } },
        { answer: { check: 'culprit', text: 'SECRET-ACCEPT {{culprit}}' } },
      ],
      debrief: text('SECRET-DEBRIEF {{culprit}} on {{port}}'),
      readMore: [ANSWERS],
    },
  ],
};

const answers = {
  ...unit('Lab', 'Answers'),
  parameters: { name: { letters: 6 } },
  tasks: [
    {
      id: 'choose',
      title: text('Choose'),
      checks: [
        {
          id: 'which',
          title: text('Which is it?'),
          answer: {
            prompt: text('Choose one for {{name}}'),
            options: ['left', 'right'].map(id => ({ id, text: text(id) })),
            accept: ['left'],
          },
          message: text('Not that one'),
        },
      ],
      hints: hints.slice(0, 1),
      solution: [{ answer: { check: 'which', text: 'left' } }],
    },
  ],
};

const web = (comment: string, port: string) => `# ${comment}
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { annotations: { port: "${port}" } } } }
`;

/** A challenge with parameters and answers, and a lab with both. */
export const seededLessons = lessonsOf({
  seeded: {
    'unit.yaml': stringify(seeded),
    'setup/web.yaml': web('SECRET-SETUP', '{{port}}'),
    'faults/web.yaml': web('SECRET-FAULT', 'SECRET-PORT {{culprit}}'),
    'solution/web.yaml': web('SECRET-SOLUTION', '{{port}}'),
    ...inBoth('Intro.\n\n## Lost {#lost}\n\nIt was on {{port}}.\n'),
  },
  answers: {
    'unit.yaml': stringify(answers),
    ...inBoth('Intro.\n\n## Choose {#choose}\n\nFor {{name}}.\n'),
  },
});

/** What a part of the backend may know and no learner may read before it is unlocked. */
export const SECRET = /SECRET/i;

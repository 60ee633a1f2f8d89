import type { MockDirectoryContent } from '@backstage/backend-test-utils';
import { createHash } from 'node:crypto';
import { stringify } from 'yaml';

/** Ids of the units in {@link lessons}. */
export const LESSON = 'basics/start/resources';
export const LAB = 'basics/start/deploy';
export const CHALLENGE = 'basics/start/broken';

export const API_VERSION = 'kubernetes-academy.io/v1';

/** A text in both languages, which are told apart by their last letter. */
export const text = (words: string) => ({ en: `${words} E`, ko: `${words} K` });

/** What all units have. */
export const unit = (kind: string, title: string) => ({
  apiVersion: API_VERSION,
  kind,
  title: text(title),
  summary: text(`Summary of ${title}`),
  minutes: 10,
  level: 'beginner',
});

/** A check of a Deployment. */
export const check = (id: string) => ({
  id,
  title: text(`Check ${id}`),
  resources: {
    web: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  },
  assert: [{ expr: 'web.spec.replicas == 3', message: text('Not yet') }],
});

const hints = ['question', 'where', 'field', 'solution'].map(kind => ({
  kind,
  text: text(`SECRET-HINT ${kind}`),
}));

const option = (id: string, correct?: boolean) => ({
  id,
  text: text(`Option ${id}`),
  ...(correct && { correct }),
  explanation: text(`SECRET-EXPLANATION ${id}`),
});

const lesson = {
  ...unit('Lesson', 'Resources'),
  objectives: [text('Know requests')],
  diagrams: [{ id: 'flow', file: 'flow.mmd', alt: text('Flow') }],
  quiz: [
    {
      id: 'cpu',
      kind: 'single',
      text: text('What happens beyond a CPU limit?'),
      options: [option('throttled', true), option('killed')],
    },
    {
      id: 'which',
      kind: 'multiple',
      text: text('Which are counted?'),
      options: [
        option('requests', true),
        option('limits', true),
        option('use'),
      ],
    },
  ],
};

const lab = {
  ...unit('Lab', 'Deploy'),
  needs: ['metrics-server'],
  tasks: [
    {
      id: 'create',
      title: text('Create it'),
      checks: [check('web-runs')],
      hints: hints.slice(0, 2),
      solution: ['solution/web.yaml'],
    },
  ],
};

const challenge = {
  ...unit('Challenge', 'Broken'),
  scenarios: [
    {
      id: 'wrong-image',
      title: text('Wrong image'),
      setup: ['setup/web.yaml'],
      faults: ['faults/image.yaml'],
      symptoms: [check('stuck')],
      checks: [check('web-recovers')],
      hints,
      solution: ['solution/web.yaml'],
      debrief: text('SECRET-DEBRIEF'),
    },
  ],
};

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { is: SECRET-SOLUTION } }
`;
const DIAGRAM = 'flowchart LR\n';
const sourceMark = createHash('sha256').update(DIAGRAM).digest('hex');
const svg = (theme: string) =>
  `<svg><title>${theme}</title></svg><!-- source sha256:${sourceMark} -->`;
/** The same text in both languages. */
export const inBoth = (markdown: string) => ({
  'en.md': markdown,
  'ko.md': markdown,
});

/** A lessons folder with one course of one module, whose units are in the given order. */
export const lessonsOf = <TUnits extends MockDirectoryContent>(
  units: TUnits,
) => ({
  basics: {
    'course.yaml': stringify({
      apiVersion: API_VERSION,
      kind: 'Course',
      title: text('Basics'),
      summary: text('Summary of Basics'),
      audience: text('Everybody'),
      modules: ['start'],
    }),
    start: {
      'module.yaml': stringify({
        apiVersion: API_VERSION,
        kind: 'Module',
        title: text('Start'),
        summary: text('Summary of Start'),
        units: Object.keys(units),
      }),
      ...units,
    },
  },
});

/** A lessons folder with a unit of each kind and no problems. */
export const lessons = lessonsOf({
  resources: {
    'unit.yaml': stringify(lesson),
    'flow.mmd': DIAGRAM,
    'flow.light.svg': svg('light'),
    'flow.dark.svg': svg('dark'),
    ...inBoth(
      'What it asks for.\n\n:::diagram flow\n\n:::quiz cpu\n\n:::quiz which\n',
    ),
  },
  deploy: {
    'unit.yaml': stringify(lab),
    'solution/web.yaml': MANIFEST,
    ...inBoth('Intro of the lab.\n\n## Create {#create}\n\nDo it.\n'),
  },
  broken: {
    'unit.yaml': stringify(challenge),
    'setup/web.yaml': MANIFEST,
    'faults/image.yaml': MANIFEST,
    'solution/web.yaml': MANIFEST,
    ...inBoth('Intro.\n\n## Image {#wrong-image}\n\nIt hangs.\n'),
  },
});

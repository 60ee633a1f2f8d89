import {
  unitSchema,
  type Content,
  type LocalizedText,
  type SandboxProfile,
  type Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { z } from 'zod';
import type { ContentService } from '../../types';

export const SETUP_LAB = 'basics/start/with-setup';
export const CHALLENGE = 'basics/start/broken';
export const NESTED_LAB = 'basics/start/control-plane';

const text: LocalizedText = { en: 'Text', ko: '글' };
const base = {
  apiVersion: 'kubernetes-academy.io/v1' as const,
  title: text,
  summary: text,
  minutes: 10,
  level: 'beginner' as const,
};

const WEB = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n';

const check = (id: string) => ({
  id,
  title: text,
  resources: {
    web: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
  },
  assert: [{ expr: 'web.spec.replicas == 3', message: text }],
});

const unit = (id: string, spec: z.input<typeof unitSchema>): Unit => ({
  id,
  spec: unitSchema.parse(spec),
  text,
  sections: {},
  diagrams: [],
  files: { 'setup/web.yaml': WEB, 'faults/image.yaml': WEB },
  hash: `hash of ${id}`,
});

const lab = (id: string, setup: string[], profile?: SandboxProfile): Unit =>
  unit(id, {
    ...base,
    kind: 'Lab',
    sandbox: { profile },
    setup,
    tasks: ['one', 'two'].map(task => ({
      id: task,
      title: text,
      checks: [check(task)],
      solution: ['setup/web.yaml'],
    })),
  });

const scenario = (id: string) => ({
  id,
  title: text,
  setup: ['setup/web.yaml'],
  healthy: [check('was-healthy')],
  faults: ['faults/image.yaml'],
  symptoms: [check('stuck')],
  checks: [check('one'), check('two')],
  hints: (['question', 'where', 'field', 'solution'] as const).map(kind => ({
    kind,
    text,
  })),
  solution: ['setup/web.yaml'],
  debrief: text,
});

const challenge = unit(CHALLENGE, {
  ...base,
  kind: 'Challenge',
  scenarios: [scenario('wrong-image'), scenario('lost-endpoints')],
});

/** Lessons in memory, which a test may take away. */
export function labUnits(labId: string): ContentService & {
  units: Map<string, Unit>;
} {
  const units = new Map(
    [
      lab(labId, []),
      lab(SETUP_LAB, ['setup/web.yaml']),
      lab(NESTED_LAB, [], 'nested'),
      challenge,
    ].map(each => [each.id, each]),
  );
  return {
    units,
    unit: id => units.get(id),
    get: (): Content => ({
      courses: [],
      units: Object.fromEntries(units),
      problems: [],
    }),
  };
}

import {
  scenarioSchema,
  type Scenario,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { z } from 'zod';
import type { ScenarioObject } from '../../operations';
import { createDebrief } from './createDebrief';

const text = { en: 'Text', ko: '글' };
const check = {
  id: 'one',
  title: text,
  resources: { web: { apiVersion: 'v1', kind: 'Pod', name: 'web' } },
  assert: [{ expr: 'true', message: text }],
};

const scenarioWith = (
  solution: z.input<typeof scenarioSchema>['solution'],
): Scenario =>
  scenarioSchema.parse({
    id: 'wrong-image',
    title: text,
    setup: ['setup.yaml'],
    faults: ['fault.yaml'],
    symptoms: [check],
    checks: [check],
    hints: ['question', 'where', 'field', 'solution'].map(kind => ({
      kind,
      text,
    })),
    solution,
    debrief: { en: 'The tag was wrong.', ko: '태그가 틀렸습니다.' },
  });

const deployment = (image: string, replicas = 1) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'acad-1' },
  spec: {
    replicas,
    template: {
      spec: {
        containers: [
          { name: 'sidecar', image: 'side:1' },
          { name: 'web', image, env: [{ name: 'MODE', value: 'a' }] },
        ],
      },
    },
  },
});

const FIX = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [{ name: web, image: web:1 }] } } }
`;

const web: ScenarioObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name: 'web',
  uid: 'u1',
  healthy: deployment('web:1'),
  broken: deployment('web:2'),
  left: deployment('web:1', 3),
};

const changesOf = (diff?: string) =>
  diff?.split('\n').filter(line => /^[+-]/.test(line));

describe('createDebrief', () => {
  it('shows what the fault, the learner and the solution change, and nothing else', () => {
    const { text: why, objects } = createDebrief({
      scenario: scenarioWith(['fix.yaml']),
      files: { 'fix.yaml': FIX },
      objects: [web],
      readMore: [],
    });
    expect(why.en).toBe('The tag was wrong.');
    expect(objects).toHaveLength(1);
    const [{ injected, mine, reference }] = objects;
    const wrong = '          image: web:2';
    const right = '          image: web:1';
    expect(changesOf(injected)).toEqual([`-${right}`, `+${wrong}`]);
    expect(changesOf(reference)).toEqual([`-${wrong}`, `+${right}`]);
    expect(changesOf(mine)).toEqual([
      '-  replicas: 1',
      '+  replicas: 3',
      `-${wrong}`,
      `+${right}`,
    ]);
    expect(injected).toMatch(/^@@ -\d+,\d+ \+\d+,\d+ @@\n/);
    expect(JSON.stringify(objects)).not.toContain('acad-1');
  });

  it('shows what was deleted and what was made', () => {
    const made = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
    const ref = { apiVersion: 'v1', kind: 'Service', name: 'a' };
    const { objects } = createDebrief({
      scenario: scenarioWith(['fix.yaml']),
      files: {
        'fix.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n',
      },
      objects: [{ ...ref, healthy: made, broken: null, left: null }],
      readMore: [],
    });
    const lines = ['apiVersion: v1', 'kind: Service', 'metadata:', '  name: a'];
    expect(changesOf(objects[0].injected)).toEqual(
      lines.map(line => `-${line}`),
    );
    expect(objects[0].mine).toBeUndefined();
    expect(changesOf(objects[0].reference)).toEqual(
      lines.map(line => `+${line}`),
    );
  });

  it('leaves out what nobody touched and what could not be read', () => {
    const untouched = { ...web, broken: web.healthy, left: web.healthy };
    const unread = { ...web, name: 'other', left: undefined };
    const { objects } = createDebrief({
      scenario: scenarioWith([{ exec: { pod: {}, command: ['reload'] } }]),
      files: {},
      objects: [untouched, unread],
      readMore: [],
    });
    expect(objects).toMatchObject([
      { name: 'other', injected: expect.any(String) },
    ]);
    expect(objects[0].mine).toBeUndefined();
  });

  it('lists commands, and what is applied inside the nested control plane', () => {
    const { commands, objects } = createDebrief({
      scenario: scenarioWith([
        { exec: { pod: { app: 'web' }, command: ['nginx', '-s', 'reload'] } },
        { nested: 'inner.yaml' },
      ]),
      files: {
        'inner.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: inner }\n',
      },
      objects: [],
      readMore: [{ id: 'a/b/c', title: text }],
    });
    expect(commands).toEqual([['nginx', '-s', 'reload']]);
    expect(objects).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: 'inner',
        reference: expect.stringContaining('+  name: inner'),
      },
    ]);
  });

  it('does not compare what is too different', () => {
    const data = (prefix: string) => ({
      data: Object.fromEntries(
        Array.from({ length: 3000 }, (_, i) => [`k${i}`, `${prefix}${i}`]),
      ),
    });
    const { objects } = createDebrief({
      scenario: scenarioWith([{ exec: { pod: {}, command: ['x'] } }]),
      files: {},
      objects: [{ ...web, healthy: data('a'), broken: data('b'), left: null }],
      readMore: [],
    });
    expect(objects[0].injected).toMatch(/^@@ more than \d+ lines differ @@/);
  });
});

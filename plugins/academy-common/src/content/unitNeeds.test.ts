import { labSchema, lessonSchema } from './schema';
import { unitNeeds } from './unitNeeds';

const text = { en: 'text', ko: '글' };
const base = {
  apiVersion: 'kubernetes-academy.io/v1',
  title: text,
  summary: text,
  minutes: 10,
  level: 'beginner',
};
const check = {
  id: 'here',
  title: text,
  resources: { map: { apiVersion: 'v1', kind: 'ConfigMap', name: 'here' } },
  assert: [{ expr: 'true', message: text }],
};

const lab = (more: object) =>
  labSchema.parse({
    ...base,
    kind: 'Lab',
    tasks: [{ id: 'a', title: text, checks: [check], solution: ['a.yaml'] }],
    ...more,
  });

describe('unitNeeds', () => {
  it('gives what the author wrote, each once', () => {
    const needs = ['storageclass', 'real-nodes', 'storageclass'];
    expect(unitNeeds(lab({ needs }))).toEqual(['storageclass', 'real-nodes']);
  });

  it.each([
    [{ sandbox: { profile: 'nested' } }, ['nested-control-plane']],
    [
      { sandbox: { profile: 'nested' }, needs: ['nested-control-plane'] },
      ['nested-control-plane'],
    ],
    [{ sandbox: { profile: 'standard' } }, []],
    [{ sandbox: {} }, []],
    [{}, []],
  ])('derives from the sandbox what its profile takes: %j', (more, needs) => {
    expect(unitNeeds(lab(more))).toEqual(needs);
  });

  it('knows lessons, which have no sandbox', () => {
    const lesson = lessonSchema.parse({
      ...base,
      kind: 'Lesson',
      objectives: [text],
    });
    expect(unitNeeds(lesson)).toEqual([]);
  });
});

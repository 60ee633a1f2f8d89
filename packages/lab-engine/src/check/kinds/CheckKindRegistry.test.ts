import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { createCelEngine } from '../../cel';
import { ManualClock } from '../testing/ManualClock';
import { MemoryObjectSource } from '../testing/MemoryObjectSource';
import { NO_CLUSTER } from '../testing/noCluster';
import { check, deployment, text } from '../testing/objects';
import { CheckKindRegistry, createCheckKinds } from './index';

const engine = createCelEngine();

afterAll(() => engine.close());

describe('CheckKindRegistry', () => {
  const clock = new ManualClock();
  const context = { ...NO_CLUSTER, engine, clock };
  const onChange = () => {};
  const other = (fields: Partial<Check>): Check => ({
    ...check({ assert: [] }),
    resources: {},
    message: text('No.'),
    ...fields,
  });

  it.each([
    ['resources', check({ assert: [{ expr: 'true', message: text('') }] }), 1],
    [
      'event',
      other({
        event: { regarding: { kind: 'Pod' }, reason: 'Pulled', atLeast: 1 },
      }),
      1,
    ],
    [
      'answer',
      other({
        answer: { prompt: text('?'), accept: ['a'], caseSensitive: false },
      }),
      0,
    ],
    [
      'access',
      other({
        access: {
          as: 'learner',
          verb: 'get',
          group: '',
          resource: 'pods',
          allowed: true,
        },
      }),
      3,
    ],
  ])('opens a check of kind %s', (_kind, opened, kinds) => {
    const evaluator = createCheckKinds().open({
      check: opened,
      context,
      onChange,
    });
    expect(evaluator.kinds).toHaveLength(kinds);
    evaluator.stop();
  });

  it('knows the kinds that it was made with, and no others', () => {
    const none = CheckKindRegistry.create([]);
    const resources = check({ assert: [] });
    expect(() => none.open({ check: resources, context, onChange })).toThrow(
      'no kind of check "resources"',
    );
  });

  it('keeps a check that cannot be opened from the others of its session', async () => {
    const source = new MemoryObjectSource();
    source.set('Deployment', [deployment('web')]);
    const evaluator = createCheckKinds().open({
      check: other({
        dryRun: { file: 'gone.yaml', as: 'learner', expect: 'accepted' },
      }),
      context,
      onChange,
    });
    expect(await evaluator.evaluate(source, new Date())).toMatchObject({
      outcome: 'unknown',
      reason: 'error',
      message: { en: expect.stringContaining('gone.yaml is not there') },
    });
  });
});

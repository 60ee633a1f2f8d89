import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { createCelEngine } from '../../../cel';
import type { CheckEvaluation } from '../../judge';
import { ManualClock } from '../../testing/ManualClock';
import { MemoryObjectSource } from '../../testing/MemoryObjectSource';
import { NO_CLUSTER } from '../../testing/noCluster';
import { deployment, text } from '../../testing/objects';
import { CheckKindRegistry } from '../CheckKindRegistry';
import type { CheckEvaluator, CustomCheckKind } from '../types';

const engine = createCelEngine();

afterAll(() => engine.close());

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };

/** What a plugin would bring: counts Deployments. */
const countKind: CustomCheckKind = {
  name: 'example.com/count',
  problems: spec => (typeof spec.atLeast === 'number' ? [] : ['set atLeast']),
  open: ({ check }) => ({
    kinds: [DEPLOYMENT],
    async evaluate(objects) {
      const read = objects.read(DEPLOYMENT);
      if (read.state !== 'synced') return undefined;
      const enough =
        read.objects.length >= (check.custom!.spec.atLeast as number);
      return {
        outcome: enough ? 'passed' : 'notYet',
        message: check.message,
        evidence: [],
      };
    },
    stop: () => {},
  }),
};

describe('checks of plugins', () => {
  let clock: ManualClock;
  let source: MemoryObjectSource;
  let registry: CheckKindRegistry;
  let changes: number;

  beforeEach(() => {
    clock = new ManualClock();
    source = new MemoryObjectSource();
    registry = CheckKindRegistry.create([]);
    changes = 0;
  });

  function open(spec: object = {}): CheckEvaluator {
    const custom = { kind: 'example.com/count', spec: { ...spec } };
    const check: Check = {
      id: 'custom',
      title: text('Custom'),
      resources: {},
      assert: [],
      custom,
      message: text('More.'),
    };
    return registry.open({
      check,
      context: { ...NO_CLUSTER, engine, clock },
      onChange: () => {
        changes += 1;
      },
    });
  }

  const evaluate = (evaluator: CheckEvaluator) =>
    evaluator.evaluate(source, new Date(clock.now()));

  it('are judged by the kind that a plugin has added', async () => {
    registry.add(countKind);
    const evaluator = open({ atLeast: 2 });
    expect(evaluator.kinds).toEqual([DEPLOYMENT]);
    expect(await evaluate(evaluator)).toBeUndefined();
    source.set('Deployment', [deployment('a')]);
    expect(await evaluate(evaluator)).toMatchObject({
      outcome: 'notYet',
      message: text('More.'),
    });
    source.set('Deployment', [deployment('a'), deployment('b')]);
    expect(await evaluate(evaluator)).toMatchObject({ outcome: 'passed' });
  });

  it('are unknown where no plugin brings their kind', async () => {
    expect(await evaluate(open({ atLeast: 2 }))).toMatchObject({
      outcome: 'unknown',
      reason: 'error',
      message: {
        en: expect.stringContaining('example.com/count'),
        ko: expect.stringContaining('포털 운영자'),
      },
    });
  });

  it('are unknown with what the kind says is wrong with them', async () => {
    registry.add(countKind);
    expect(await evaluate(open())).toMatchObject({
      outcome: 'unknown',
      reason: 'error',
      message: { en: 'This check could not be evaluated: set atLeast.' },
    });
  });

  it('get nobody who could write more than the learner', () => {
    const given: string[] = [];
    registry.add({
      ...countKind,
      open: options => {
        given.push(...Object.keys(options.context));
        return countKind.open(options);
      },
    });
    open({ atLeast: 1 }).stop();
    expect(given.sort()).toEqual(['as', 'checker', 'clock', 'namespace']);
  });

  it('have one kind of each name', () => {
    registry.add(countKind);
    expect(() => registry.add(countKind)).toThrow('example.com/count');
  });

  it.each([
    [
      'cannot be opened',
      () => {
        throw new Error('no licence');
      },
    ],
    [
      'fails',
      () => ({
        kinds: [],
        evaluate: async () => {
          throw new Error('no licence');
        },
        stop: () => {},
      }),
    ],
  ])('are unknown when their evaluator %s', async (_what, broken) => {
    registry.add({ ...countKind, open: broken });
    expect(await evaluate(open({ atLeast: 1 }))).toMatchObject({
      outcome: 'unknown',
      reason: 'error',
      message: { en: expect.stringContaining('no licence') },
    });
  });

  it('do not hold up others when their evaluator takes long', async () => {
    let answer: (evaluation: CheckEvaluation) => void = () => {};
    let asked = 0;
    registry.add({
      ...countKind,
      open: () => ({
        kinds: [],
        dueAt: 0,
        evaluate: () => {
          asked += 1;
          return new Promise(resolve => {
            answer = resolve;
          });
        },
        stop: () => {},
      }),
    });
    const evaluator = open({ atLeast: 1 });
    const first = evaluate(evaluator);
    clock.advance(2_000);
    expect(await first).toMatchObject({
      outcome: 'unknown',
      reason: 'timeout',
    });
    expect(await evaluate(evaluator)).toMatchObject({ reason: 'timeout' });
    expect(asked).toBe(1);
    expect(evaluator.dueAt).toBeUndefined();
    answer({ outcome: 'passed', evidence: [] });
    await new Promise(setImmediate);
    expect(changes).toBe(1);
    const second = evaluate(evaluator);
    answer({ outcome: 'passed', evidence: [] });
    expect(await second).toMatchObject({ outcome: 'passed' });
  });
});

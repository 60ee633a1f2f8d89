import type {
  Check,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CheckSession } from '../runtime/types';
import { createCheckSession } from './createCheckSession';
import { CheckKindRegistry } from './kinds/CheckKindRegistry';
import { resourcesKind } from './kinds/resources';
import { ManualClock } from './testing/ManualClock';
import { MemoryObjectSource } from './testing/MemoryObjectSource';
import { check, deployment, pod, PODS, text } from './testing/objects';
import { NO_CLUSTER } from './testing/noCluster';
import { RecordingEngine } from './testing/RecordingEngine';

const engine = new RecordingEngine();

afterAll(() => engine.close());

const SPEC = check({
  id: 'scaled',
  assert: [
    {
      expr: 'web.spec.replicas == 3',
      observe: 'web.spec.replicas',
      message: text('Scale it.'),
    },
  ],
});
const STATUS = check({
  id: 'ready',
  assert: [
    {
      expr: 'web.?status.?readyReplicas.orValue(0) == 3',
      message: text('Wait.'),
    },
  ],
});
const PODS_EXIST = check({
  id: 'pods',
  resources: PODS,
  assert: [{ expr: 'pods.size() > 0', message: text('Start a pod.') }],
});

let clock: ManualClock;
let source: MemoryObjectSource;
let batches: Verdict[][];
let session: CheckSession | undefined;

beforeEach(() => {
  clock = new ManualClock();
  source = new MemoryObjectSource();
  batches = [];
  engine.requests.length = 0;
});

afterEach(() => session?.stop());

function open(
  checks: Check[],
  options: Partial<Parameters<typeof createCheckSession>[0]> = {},
): CheckSession {
  session = createCheckSession({
    checks,
    source,
    engine,
    clock,
    kinds: CheckKindRegistry.create([resourcesKind]),
    actors: NO_CLUSTER,
    onVerdicts: verdicts => {
      batches.push(verdicts);
    },
    ...options,
  });
  return session;
}

async function advance(ms: number) {
  clock.advance(ms);
  await engine.idle();
}

function outcomes(): string[][] {
  return batches.map(batch =>
    batch.map(({ checkId, outcome, holdsUntil }) =>
      [checkId, outcome, ...(holdsUntil ? ['holds'] : [])].join(' '),
    ),
  );
}

describe('createCheckSession', () => {
  it('says nothing before objects are listed, then reports at once', async () => {
    const opened = open([SPEC]);
    await engine.idle();
    expect(opened.current()).toEqual([]);
    expect(opened.allPassed()).toBe(false);
    source.set('Deployment', [deployment('web')]);
    await engine.idle();
    expect(outcomes()).toEqual([['scaled passed']]);
    expect(opened.current()).toEqual(batches[0]);
    expect(opened.allPassed()).toBe(true);
  });

  it('reads a source that is already in sync', async () => {
    source.set('Deployment', [deployment('web', { replicas: 2 })]);
    open([SPEC]);
    await engine.idle();
    expect(outcomes()).toEqual([['scaled notYet']]);
  });

  it('evaluates at most every 100 ms, always the newest state', async () => {
    source.set('Deployment', [deployment('web', { replicas: 1 })]);
    open([SPEC]);
    await engine.idle();
    for (const replicas of [2, 4, 5, 6]) {
      await advance(20);
      source.set('Deployment', [deployment('web', { replicas })]);
    }
    await engine.idle();
    expect(engine.requests).toHaveLength(1);
    await advance(20);
    expect(engine.requests).toHaveLength(2);
    expect(batches.flat().map(({ evidence }) => evidence[0].observed)).toEqual([
      '1',
      '6',
    ]);
  });

  it('evaluates only checks whose objects changed', async () => {
    source.set('Deployment', [deployment('web')]);
    source.set('Pod', [pod('a')]);
    open([SPEC, PODS_EXIST]);
    await engine.idle();
    expect(engine.requests).toHaveLength(2);
    await advance(100);
    source.set('Pod', [pod('b')]);
    await engine.idle();
    expect(engine.requests.slice(2)).toMatchObject([
      { expressions: ['pods.size() > 0'] },
    ]);
  });

  it('reports only what changed for the learner', async () => {
    source.set('Deployment', [deployment('web')]);
    source.set('Pod', [pod('a')]);
    open([SPEC, PODS_EXIST]);
    await engine.idle();
    await advance(100);
    // Another resourceVersion of the same object: nothing new to say.
    source.set('Deployment', [deployment('web')]);
    await engine.idle();
    await advance(100);
    source.set('Deployment', [deployment('web', { replicas: 1 })]);
    await engine.idle();
    expect(outcomes()).toEqual([
      ['scaled passed', 'pods passed'],
      ['scaled notYet'],
    ]);
  });

  it('passes at the end of the stability window without a change', async () => {
    source.set('Deployment', [deployment('web', { ready: 3 })]);
    const opened = open([STATUS]);
    await engine.idle();
    await advance(2_999);
    expect(outcomes()).toEqual([['ready notYet holds']]);
    expect(opened.allPassed()).toBe(false);
    await advance(1);
    expect(outcomes()).toEqual([['ready notYet holds'], ['ready passed']]);
    expect(opened.allPassed()).toBe(true);
    expect(engine.requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it('does not pass what flaps', async () => {
    open([STATUS]);
    for (let round = 0; round < 5; round += 1) {
      source.set('Deployment', [deployment('web', { ready: 3 })]);
      await advance(2_000);
      source.set('Deployment', [deployment('web', { ready: 2 })]);
      await advance(2_000);
    }
    const reported = new Set(outcomes().flat());
    expect(reported).toEqual(new Set(['ready notYet holds', 'ready notYet']));
  });

  it('is unknown while a kind cannot be read and recovers by itself', async () => {
    source.set('Deployment', [deployment('web')]);
    source.set('Pod', [pod('a')]);
    const opened = open([SPEC, PODS_EXIST]);
    await engine.idle();
    await advance(100);
    source.setUnreachable('Deployment');
    await engine.idle();
    expect(opened.allPassed()).toBe(false);
    await advance(100);
    source.set('Deployment', [deployment('web')]);
    await engine.idle();
    expect(outcomes()).toEqual([
      ['scaled passed', 'pods passed'],
      ['scaled unknown'],
      ['scaled passed'],
    ]);
    expect(batches[1][0]).toMatchObject({
      reason: 'unreachable',
      message: { en: 'No connection.', ko: '연결할 수 없습니다.' },
    });
  });

  it('does not repeat verdicts known from before', async () => {
    source.set('Deployment', [deployment('web', { ready: 3 })]);
    open([SPEC, STATUS]);
    await engine.idle();
    await advance(3_000);
    const known = session!.current();
    await session!.stop();
    batches.length = 0;

    const reopened = open([SPEC, STATUS], { known });
    expect(reopened.allPassed()).toBe(true);
    await engine.idle();
    expect(batches).toEqual([]);
    expect(reopened.current().map(({ since }) => since)).toEqual(
      known.map(({ since }) => since),
    );
    await advance(100);
    source.set('Deployment', [deployment('web', { ready: 2 })]);
    await engine.idle();
    expect(outcomes()).toEqual([['ready notYet']]);
  });

  it('tries again by itself when an evaluation had to be ended', async () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => index);
    const slow = check({
      id: 'slow',
      assert: [
        {
          expr: 'web.numbers.all(a, web.numbers.all(b, a + b >= 0))',
          message: text('slow'),
        },
      ],
    });
    source.set('Deployment', [{ ...deployment('web'), numbers }]);
    open([slow]);
    await engine.idle();
    expect(batches).toMatchObject([
      [{ outcome: 'unknown', reason: 'timeout' }],
    ]);
    await advance(5_000);
    expect(engine.requests).toHaveLength(2);
    await advance(5_000);
    expect(engine.requests).toHaveLength(2);
    await advance(5_000);
    expect(engine.requests).toHaveLength(3);
    expect(batches).toHaveLength(1);
  });

  it('never calls while a call is under way, then hands over the newest', async () => {
    let finish = () => {};
    let calls = 0;
    let mostCalls = 0;
    source.set('Deployment', [deployment('web', { replicas: 1 })]);
    open([SPEC], {
      onVerdicts: async verdicts => {
        calls += 1;
        mostCalls = Math.max(mostCalls, calls);
        batches.push(verdicts);
        await new Promise<void>(resolve => {
          finish = resolve;
        });
        calls -= 1;
      },
    });
    await engine.idle();
    for (const replicas of [2, 4, 5]) {
      await advance(100);
      source.set('Deployment', [deployment('web', { replicas })]);
      await engine.idle();
    }
    expect(batches).toHaveLength(1);
    finish();
    await engine.idle();
    expect(batches.flat().map(({ evidence }) => evidence[0].observed)).toEqual([
      '1',
      '5',
    ]);
    expect(mostCalls).toBe(1);
    finish();
  });

  it('leaves out what changed back during a call', async () => {
    let finish = () => {};
    source.set('Deployment', [deployment('web', { replicas: 1 })]);
    open([SPEC], {
      onVerdicts: verdicts => {
        batches.push(verdicts);
        return new Promise<void>(resolve => {
          finish = resolve;
        });
      },
    });
    await engine.idle();
    for (const replicas of [3, 1]) {
      await advance(100);
      source.set('Deployment', [deployment('web', { replicas })]);
      await engine.idle();
    }
    finish();
    await engine.idle();
    expect(outcomes()).toEqual([['scaled notYet']]);
  });

  it('tells of a pass that was lost and won again during a call', async () => {
    let finish = () => {};
    source.set('Deployment', [deployment('web')]);
    open([SPEC], {
      onVerdicts: verdicts => {
        batches.push(verdicts);
        return new Promise<void>(resolve => {
          finish = resolve;
        });
      },
    });
    await engine.idle();
    for (const replicas of [2, 3]) {
      await advance(100);
      source.set('Deployment', [deployment('web', { replicas })]);
      await engine.idle();
    }
    finish();
    await engine.idle();
    const [first, second] = batches.flat();
    expect(outcomes()).toEqual([['scaled passed'], ['scaled passed']]);
    expect(Date.parse(second.holdsSince!)).toBe(
      Date.parse(first.holdsSince!) + 200,
    );
    finish();
  });

  it('offers rejected verdicts again, in their newest state', async () => {
    let failures = 2;
    source.set('Deployment', [deployment('web', { replicas: 1 })]);
    open([SPEC], {
      onVerdicts: async verdicts => {
        batches.push(verdicts);
        failures -= 1;
        if (failures >= 0) {
          throw new Error('database is gone');
        }
      },
    });
    await engine.idle();
    await advance(100);
    source.set('Deployment', [deployment('web')]);
    await engine.idle();
    expect(outcomes()).toEqual([['scaled notYet']]);
    await advance(900);
    await advance(2_000);
    expect(outcomes()).toEqual([
      ['scaled notYet'],
      ['scaled passed'],
      ['scaled passed'],
    ]);
    await advance(60_000);
    expect(batches).toHaveLength(3);
  });

  it('stops: no timer, no subscription, no further report', async () => {
    source.set('Deployment', [deployment('web', { ready: 3 })]);
    const opened = open([STATUS]);
    await engine.idle();
    expect(clock.pending).toBe(1);
    await opened.stop();
    expect(clock.pending).toBe(0);
    expect(source.subscribers).toBe(0);
    await advance(10_000);
    expect(batches).toHaveLength(1);
  });

  it('may be stopped by the one it reports to', async () => {
    source.set('Deployment', [deployment('web')]);
    const opened = open([SPEC], {
      onVerdicts: async verdicts => {
        batches.push(verdicts);
        await session!.stop();
      },
    });
    await engine.idle();
    expect(outcomes()).toEqual([['scaled passed']]);
    expect(opened.allPassed()).toBe(true);
    expect(source.subscribers).toBe(0);
  });
});

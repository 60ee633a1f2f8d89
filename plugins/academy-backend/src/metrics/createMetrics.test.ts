import { TestDatabases } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  insertAttempt,
  migratedDatabase,
  readyAttempt,
  verdict,
} from '../attempts/__testUtils__/attemptFixtures';
import { FakeLabRuntime } from '../attempts/__testUtils__/FakeLabRuntime';
import { endAttempt } from '../attempts/operations';
import { createMetrics } from './createMetrics';

jest.setTimeout(60_000);

type Observed = [number, Record<string, string>?];
type Callback = (result: {
  observe(...observed: Observed): void;
}) => void | Promise<void>;

/** A metrics service that a test can collect from. */
function createCollector() {
  const callbacks = new Map<string, Callback>();
  const recorded: Observed[] = [];
  const observable = (name: string) => ({
    addCallback: (callback: Callback) => void callbacks.set(name, callback),
    removeCallback: () => {},
  });
  const metrics = metricsServiceMock.mock({
    createHistogram: () => ({
      record: (...observed: Observed) => void recorded.push(observed),
    }),
    createObservableGauge: observable,
    createObservableCounter: observable,
  } as any);
  return {
    metrics,
    recorded,
    names: () => [...callbacks.keys()],
    async collect(name: string) {
      const observed: Observed[] = [];
      await callbacks.get(name)!({
        observe: (...one) => void observed.push(one),
      });
      return observed;
    },
  };
}

describe('metrics', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  it.each(databases.eachSupportedId())(
    'tells of queue, sandboxes, watches and workers on %p',
    async id => {
      const knex = await migratedDatabase(databases, id);
      const runtime = new FakeLabRuntime();
      runtime.statistics = () => ({
        watches: { dev: 12, other: 0 },
        workerKills: 3,
      });
      const collector = createCollector();
      createMetrics({ metrics: collector.metrics, knex, runtime });

      const ended = await readyAttempt(knex);
      await knex.transaction(trx =>
        endAttempt({
          trx,
          attempt: { id: ended.id },
          to: 'abandoned',
          message: { en: 'Ended', ko: '끝' },
        }),
      );
      await readyAttempt(knex);
      await insertAttempt(knex);
      await insertAttempt(knex);

      expect(await collector.collect('academy.queue.length')).toEqual([
        [2, { cluster: 'dev' }],
      ]);
      expect(await collector.collect('academy.sandboxes')).toEqual([
        [1, { cluster: 'dev', state: 'ready' }],
        [1, { cluster: 'dev', state: 'terminating' }],
      ]);
      expect(await collector.collect('academy.watches')).toEqual([
        [12, { cluster: 'dev' }],
        [0, { cluster: 'other' }],
      ]);
      expect(await collector.collect('academy.cel.worker.kills')).toEqual([
        [3],
      ]);
    },
  );

  it('measures how long a verdict took from what it was read from', async () => {
    const knex = await migratedDatabase(databases, 'SQLITE_3');
    const { metrics, recorded, names } = createCollector();
    const { verdictsStored } = createMetrics({ metrics, knex });
    const now = Date.now();
    const at = (ms: number) => new Date(now + ms).toISOString();
    const read = verdict('one', 'passed');
    verdictsStored([
      // The outcome is old, and what it was read from is new.
      {
        ...read,
        since: at(-60_000),
        evidence: [{ ...read.evidence[0], at: at(-2_000) }],
      },
      { ...read, outcome: 'notYet', evidence: [], since: at(60_000) },
    ]);
    expect(recorded).toEqual([
      [expect.any(Number), { outcome: 'passed' }],
      [0, { outcome: 'notYet' }],
    ]);
    const [[seconds]] = recorded;
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect(seconds).toBeLessThan(60);
    expect(names()).toEqual(['academy.queue.length', 'academy.sandboxes']);
  });
});

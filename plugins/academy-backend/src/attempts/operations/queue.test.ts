import { TestDatabases } from '@backstage/backend-test-utils';
import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';
import {
  claim,
  insertAttempt,
  migratedDatabase,
} from '../__testUtils__/attemptFixtures';
import { allowLabs, listSwitches, stopLabs } from './labSwitches';
import { announceQueues, readQueues } from './queue';
import { listOpenAttempts, readEvents } from './readAttempt';

jest.setTimeout(60_000);

const REASON = { en: 'Upgrade until noon.', ko: '정오까지 업그레이드합니다.' };
const LEAD = 'user:default/lead';

const cluster = (
  overrides: Partial<TrainingClusterStatus> = {},
): TrainingClusterStatus => ({
  name: 'dev',
  title: 'Dev',
  state: 'ready',
  capabilities: [],
  maxSandboxes: 2,
  ...overrides,
});

describe('the queue of a cluster', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  const clusters = [cluster()];
  let requests = 0;
  const NO_PLACES = new Map([['dev', 0]]);

  /** Sandboxes that have come and gone, with how long each had its place. */
  async function experience(knex: Knex, ...seconds: number[]) {
    for (const lived of seconds) {
      const id = await insertAttempt(knex);
      await knex('attempt')
        .where({ id })
        .update({
          state: 'abandoned',
          claimed_at: new Date(1_000_000),
          ended_at: new Date(),
          sandbox_gone_at: new Date(1_000_000 + lived * 1000),
        });
    }
  }

  /** A request, one second after the one before. */
  const join = async (knex: Knex, name = 'dev') => {
    const id = await insertAttempt(knex, { cluster: name });
    requests += 1;
    const created_at = new Date(2_000_000 + requests * 1000);
    await knex('attempt').where({ id }).update({ created_at });
    return id;
  };

  const told = async (knex: Knex, attemptId: string) =>
    (await readEvents({ knex, attemptId, after: 0, limit: 99 })).flatMap(
      event => (event.type === 'queue' ? [event.queue] : []),
    );

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    const setUp = () => migratedDatabase(databases, databaseId);

    it('counts places in the order of requests, each cluster on its own', async () => {
      const knex = await setUp();
      const first = await join(knex);
      const elsewhere = await join(knex, 'other');
      const second = await join(knex);
      const queues = await readQueues({
        knex,
        clusters: [...clusters, cluster({ name: 'other' })],
      });
      expect(Object.fromEntries(queues)).toEqual({
        [first]: { position: 1 },
        [second]: { position: 2 },
        [elsewhere]: { position: 1 },
      });
    });

    it('expects the wait from how long sandboxes live there, in whole minutes', async () => {
      const knex = await setUp();
      await experience(knex, 60, 600, 86_400);
      const ids = [await join(knex), await join(knex)];
      const queues = await readQueues({ knex, clusters });
      expect(ids.map(id => queues.get(id)?.expectedWaitSeconds)).toEqual([
        300, 600,
      ]);
    });

    it('tells what changed, and only that', async () => {
      const knex = await setUp();
      const first = await join(knex);
      const second = await join(knex);
      const announce = () => announceQueues({ knex, clusters });
      expect(await announce()).toEqual([first, second]);
      expect(await announce()).toEqual([]);
      await claim(knex, 'worker', { places: new Map([['dev', 1]]) });
      expect(await announce()).toEqual([second]);
      expect(await told(knex, first)).toEqual([{ position: 1 }]);
      expect(await told(knex, second)).toEqual([
        { position: 2 },
        { position: 1 },
      ]);
    });

    it.each([['dev'], [undefined]])(
      'lets nobody in while the switch for %s is on, and says why',
      async name => {
        const knex = await setUp();
        const running = await join(knex);
        await claim(knex, 'dead', { leaseMs: -1_000 });
        const waiting = await join(knex);
        await stopLabs({ knex, cluster: name, reason: REASON, by: LEAD });

        // Whoever has a sandbox goes on.
        expect(await claim(knex, 'worker')).toMatchObject([{ id: running }]);
        await announceQueues({ knex, clusters });
        expect(await told(knex, waiting)).toEqual([
          { position: 1, stopped: REASON },
        ]);
        expect(await allowLabs({ knex, cluster: name })).toBe(true);
        expect(await allowLabs({ knex, cluster: name })).toBe(false);
        expect(await claim(knex, 'worker')).toMatchObject([{ id: waiting }]);
      },
    );

    it('has one switch for each cluster, with the newest reason', async () => {
      const knex = await setUp();
      const stop = (name: string | undefined, en: string) =>
        stopLabs({ knex, cluster: name, reason: { en, ko: en }, by: LEAD });
      await stop('dev', 'old');
      await stop('dev', 'new');
      await stop(undefined, 'all');
      expect(await listSwitches({ knex })).toEqual([
        {
          reason: { en: 'all', ko: 'all' },
          since: expect.any(String),
          by: LEAD,
        },
        {
          cluster: 'dev',
          reason: { en: 'new', ko: 'new' },
          since: expect.any(String),
          by: LEAD,
        },
      ]);
    });

    it('waits with the words of a cluster that is not ready', async () => {
      const knex = await setUp();
      const id = await join(knex);
      expect(await claim(knex, 'worker', { places: NO_PLACES })).toEqual([]);
      const status = cluster({ state: 'unavailable', message: REASON });
      const queues = await readQueues({ knex, clusters: [status] });
      expect(queues.get(id)?.stopped).toEqual(REASON);
      const silent = cluster({ state: 'starting' });
      const others = await readQueues({ knex, clusters: [silent] });
      expect(others.get(id)?.stopped?.en).toContain('not ready');
      expect(await listOpenAttempts({ knex, cluster: 'dev' })).toHaveLength(1);
    });
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { MIGRATIONS_DIRECTORY } from '../database';
import { DatabaseProgressStore } from './DatabaseProgressStore';
import { PROGRESS_TABLE, type ProgressRow } from './tables';

jest.setTimeout(60_000);

const MINA = 'user:default/mina';
const JOON = 'user:default/joon';
const LAB = 'foundations/first-steps/first-deployment';
const LESSON = 'foundations/first-steps/requests-and-limits';

const completed = (overrides: object = {}) => ({
  userRef: MINA,
  unitId: LAB,
  contentHash: 'v1',
  assisted: false,
  evidence: [],
  at: new Date('2026-11-01T10:00:00.000Z'),
  ...overrides,
});

describe('DatabaseProgressStore', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  async function create(id: (typeof ids)[number]) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    return { knex, store: DatabaseProgressStore.create({ knex }) };
  }
  const ids = databases.eachSupportedId().map(([id]) => id);

  it('is tested on both databases', () => {
    expect(ids).toEqual(['SQLITE_3', 'POSTGRES_15']);
  });

  describe.each(ids)('on %s', id => {
    it('goes from started to completed and never back', async () => {
      const { store } = await create(id);
      expect(await store.list(MINA)).toEqual(new Map());

      await store.recordStarted({ userRef: MINA, unitId: LAB });
      await store.recordStarted({ userRef: MINA, unitId: LAB });
      expect(await store.list(MINA)).toEqual(
        new Map([[LAB, { unitId: LAB, state: 'started', assisted: false }]]),
      );

      await store.recordCompleted(completed());
      await store.recordStarted({ userRef: MINA, unitId: LAB });
      expect((await store.list(MINA)).get(LAB)).toEqual({
        unitId: LAB,
        state: 'completed',
        completedAt: '2026-11-01T10:00:00.000Z',
        assisted: false,
      });
      expect(await store.list(JOON)).toEqual(new Map());
    });

    it('takes the newest date, in whatever order the writes come', async () => {
      const { store } = await create(id);
      await store.recordCompleted(completed());
      const at = new Date('2026-11-09T10:00:00.000Z');
      await store.recordCompleted(completed({ at }));
      await store.recordCompleted(completed());
      expect((await store.list(MINA)).get(LAB)?.completedAt).toBe(
        at.toISOString(),
      );
    });

    it('keeps the evidence of the newest completion of each version', async () => {
      const { knex, store } = await create(id);
      const evidence = (name: string) => [
        { apiVersion: 'v1', kind: 'Pod', name, at: '2026-11-09T10:00:00Z' },
      ];
      await store.recordCompleted(completed({ evidence: evidence('old') }));
      await store.recordCompleted(
        completed({
          at: new Date('2026-11-09T10:00:00.000Z'),
          evidence: evidence('new'),
        }),
      );
      await store.recordCompleted(
        completed({ contentHash: 'v2', evidence: evidence('v2') }),
      );
      const rows = await knex<ProgressRow>(PROGRESS_TABLE).orderBy(
        'content_hash',
      );
      expect(rows.map(row => JSON.parse(row.evidence))).toEqual([
        evidence('new'),
        evidence('v2'),
      ]);
    });

    it('stays unassisted after one completion without help', async () => {
      const { store } = await create(id);
      await store.recordCompleted(completed({ assisted: true }));
      expect((await store.list(MINA)).get(LAB)?.assisted).toBe(true);

      await store.recordCompleted(completed({ contentHash: 'v2' }));
      const at = new Date('2026-12-01T10:00:00.000Z');
      await store.recordCompleted(completed({ assisted: true, at }));
      expect((await store.list(MINA)).get(LAB)).toEqual({
        unitId: LAB,
        state: 'completed',
        completedAt: at.toISOString(),
        assisted: false,
      });
    });

    it('writes within the transaction it is given', async () => {
      const { knex, store } = await create(id);
      const undone = knex.transaction(async trx => {
        await store.recordStarted({ trx, userRef: MINA, unitId: LESSON });
        await store.recordCompleted(completed({ trx }));
        throw new Error('rolled back');
      });
      await expect(undone).rejects.toThrow('rolled back');
      expect(await store.list(MINA)).toEqual(new Map());
    });

    it('lists the newest completions of the wanted people and units', async () => {
      const { store } = await create(id);
      await store.recordCompleted(completed());
      const at = new Date('2026-11-20T10:00:00.000Z');
      await store.recordCompleted(completed({ contentHash: 'v2', at }));
      await store.recordCompleted(completed({ userRef: JOON }));
      await store.recordCompleted(completed({ unitId: LESSON }));
      await store.recordStarted({ userRef: JOON, unitId: LESSON });

      const newest = await store.completions({
        unitIds: [LAB],
        userRefs: [MINA, JOON],
      });
      expect(newest).toHaveLength(2);
      expect(newest).toEqual(
        expect.arrayContaining([
          { userRef: MINA, unitId: LAB, completedAt: at.toISOString() },
          {
            userRef: JOON,
            unitId: LAB,
            completedAt: '2026-11-01T10:00:00.000Z',
          },
        ]),
      );
      expect(await store.completions({ unitIds: [LAB], userRefs: [] })).toEqual(
        [],
      );
    });
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  claim,
  insertAttempt,
  migratedDatabase,
  readyAttempt,
  verdict,
} from '../__testUtils__/attemptFixtures';
import { endAttempt } from './endAttempt';
import { recordFault } from './faultJournal';
import {
  releaseLeases,
  releaseLeasesOfLastProcess,
  renewLeases,
} from './leases';
import { markSandboxGone } from './markSandboxGone';
import { findAttempt, listVerdicts, readEvents } from './readAttempt';
import { recordVerdicts } from './recordVerdicts';
import { transitionAttempt } from './transitionAttempt';

jest.setTimeout(60_000);

const MESSAGE = { en: 'Ended', ko: '끝' };
/** Over as soon as it is written. */
const NO_LEASE_MS = -1;

describe('claims', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %p', id => {
    it('give each attempt to one of many workers', async () => {
      const knex = await migratedDatabase(databases, id);
      const ids = [];
      for (let i = 0; i < 10; i++) {
        ids.push(await insertAttempt(knex));
      }
      const claims = await Promise.all(
        Array.from({ length: 8 }, (_, i) => claim(knex, `worker-${i}`)),
      );
      const claimed = claims.flat().map(attempt => attempt.id);
      expect(claimed.sort()).toEqual(ids.sort());
    });

    it('start provisioning, with the whole time to live', async () => {
      const knex = await migratedDatabase(databases, id);
      await insertAttempt(knex, { expiresAt: new Date(Date.now() + 1_000) });
      const [attempt] = await claim(knex, 'a');
      const stored = await findAttempt({ knex, id: attempt.id });
      expect(stored).toEqual(attempt);
      expect(attempt).toMatchObject({ state: 'provisioning', fencingToken: 1 });
      expect(attempt.expiresAt.getTime()).toBeGreaterThan(Date.now() + 30_000);
      const events = await readEvents({
        knex,
        attemptId: attempt.id,
        after: 0,
        limit: 9,
      });
      expect(events).toMatchObject([
        { type: 'state', state: 'requested' },
        { type: 'state', state: 'provisioning' },
      ]);
    });

    it('leave new attempts in the queue while the cluster is full', async () => {
      const knex = await migratedDatabase(databases, id);
      const places = new Map([['dev', 2]]);
      const first = await insertAttempt(knex);
      const second = await insertAttempt(knex);
      const third = await insertAttempt(knex);
      await insertAttempt(knex, { cluster: 'unknown' });
      // Requests of the same millisecond have no order.
      const order = [first, second, third];
      for (const [at, attemptId] of order.entries()) {
        await knex('attempt')
          .where({ id: attemptId })
          .update({ created_at: new Date(at) });
      }
      const claimed = await claim(knex, 'a', { places });
      expect(claimed.map(attempt => attempt.id)).toEqual([first, second]);
      expect(await claim(knex, 'b', { places })).toEqual([]);

      // An ended attempt keeps its place until its sandbox is gone.
      const attempt = claimed[0];
      await knex.transaction(trx =>
        endAttempt({ trx, attempt, to: 'abandoned', message: MESSAGE }),
      );
      expect(await claim(knex, 'b', { places })).toEqual([]);
      await markSandboxGone({ knex, claim: attempt });
      expect(await claim(knex, 'b', { places })).toMatchObject([{ id: third }]);
    });

    it('can be taken over once the lease is over, never before', async () => {
      const knex = await migratedDatabase(databases, id);
      await insertAttempt(knex);
      await claim(knex, 'a', { leaseMs: 60_000 });
      expect(await claim(knex, 'b')).toEqual([]);

      await insertAttempt(knex);
      const [lapsed] = await claim(knex, 'a', { leaseMs: NO_LEASE_MS });
      expect(await claim(knex, 'b')).toMatchObject([
        { id: lapsed.id, fencingToken: lapsed.fencingToken + 1 },
      ]);
    });

    it('stay with a worker that renews them', async () => {
      const knex = await migratedDatabase(databases, id);
      await insertAttempt(knex);
      const claims = await claim(knex, 'a', { leaseMs: NO_LEASE_MS });
      const renewed = await renewLeases({ knex, owner: 'a', claims });
      expect(renewed).toEqual(claims);
      expect(await claim(knex, 'b')).toEqual([]);
    });

    it('are not renewed for a worker that lost them', async () => {
      const knex = await migratedDatabase(databases, id);
      await insertAttempt(knex);
      const claims = await claim(knex, 'a', { leaseMs: NO_LEASE_MS });
      await claim(knex, 'b');
      expect(await renewLeases({ knex, owner: 'a', claims })).toEqual([]);
    });

    it('are free at once after a release', async () => {
      const knex = await migratedDatabase(databases, id);
      await insertAttempt(knex);
      const [attempt] = await claim(knex, 'a');
      await releaseLeases({ knex, owner: 'a' });
      expect(await claim(knex, 'b')).toMatchObject([{ id: attempt.id }]);
    });

    it('of a dead process are free at once only where no other can live', async () => {
      const knex = await migratedDatabase(databases, id);
      await insertAttempt(knex);
      await claim(knex, 'a');
      await releaseLeasesOfLastProcess({ knex });
      expect(await claim(knex, 'b')).toHaveLength(
        String(id) === 'SQLITE_3' ? 1 : 0,
      );
    });

    it('refuse every write of a worker that came too late', async () => {
      const knex = await migratedDatabase(databases, id);
      const stale = await readyAttempt(knex);
      await releaseLeases({ knex, owner: 'worker' });
      const [current] = await claim(knex, 'b');
      expect(current.fencingToken).toBeGreaterThan(stale.fencingToken);

      expect(
        await transitionAttempt({
          knex,
          claim: stale,
          from: 'ready',
          to: 'injecting',
        }),
      ).toBe(false);
      const verdicts = [verdict('web', 'passed')];
      const solving = {
        isReadable: () => true,
        isSolved: () => true,
        onPassed: async () => {},
      };
      expect(
        await knex.transaction(trx =>
          recordVerdicts({ trx, claim: stale, verdicts, ...solving }),
        ),
      ).toBe('lost');
      const { id: attemptId, fencingToken } = stale;
      expect(
        await knex.transaction(trx =>
          endAttempt({
            trx,
            attempt: { id: attemptId, fencingToken },
            to: 'failed',
            message: MESSAGE,
          }),
        ),
      ).toBe(false);
      await expect(
        recordFault({
          knex,
          claim: stale,
          entry: {
            file: 'a',
            apiVersion: 'v1',
            kind: 'Pod',
            name: 'a',
            before: null,
          },
        }),
      ).rejects.toThrow(/no longer held/);
      await markSandboxGone({ knex, claim: stale });

      expect(await findAttempt({ knex, id: attemptId })).toEqual(current);
      expect(await listVerdicts({ knex, attemptId })).toEqual([]);
      expect(await knex('fault_journal')).toEqual([]);
    });
  });
});

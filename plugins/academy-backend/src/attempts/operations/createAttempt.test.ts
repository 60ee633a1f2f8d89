import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  JOON,
  MINA,
  migratedDatabase,
  requested,
} from '../__testUtils__/attemptFixtures';
import { createAttempt } from './createAttempt';
import { endAttempt } from './endAttempt';
import { listAttempts } from './readAttempt';

jest.setTimeout(60_000);

const MESSAGE = { en: 'Ended', ko: '끝' };

describe('createAttempt', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  async function create(knex: Knex, userRef: string, perLearner: number) {
    const attempt = requested({ userRef });
    await knex.transaction(trx => createAttempt({ trx, attempt, perLearner }));
    return attempt.id;
  }

  describe.each(databases.eachSupportedId())('on %p', id => {
    it.each([1, 3])('lets %d of 20 parallel requests through', async limit => {
      const knex = await migratedDatabase(databases, id);
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, () => create(knex, MINA, limit)),
      );

      const refused = results.flatMap(result =>
        result.status === 'rejected' ? [result.reason] : [],
      );
      expect(refused).toHaveLength(20 - limit);
      const active = await listAttempts({ knex, userRef: MINA, active: true });
      expect(active).toHaveLength(limit);
      const ids = active.map(attempt => attempt.id);
      for (const error of refused) {
        expect(error.name).toBe('ConflictError');
        expect(ids.some(each => error.message.includes(each))).toBe(true);
      }
    });

    it('counts each learner apart, and only what has not ended', async () => {
      const knex = await migratedDatabase(databases, id);
      const first = await create(knex, MINA, 1);
      await expect(create(knex, JOON, 1)).resolves.toEqual(expect.any(String));

      await knex.transaction(trx =>
        endAttempt({
          trx,
          attempt: { id: first, userRef: MINA },
          to: 'abandoned',
          message: MESSAGE,
        }),
      );
      await expect(create(knex, MINA, 1)).resolves.toEqual(expect.any(String));
    });
  });
});

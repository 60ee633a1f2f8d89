import { TestDatabases } from '@backstage/backend-test-utils';
import { MIGRATIONS_DIRECTORY } from '../database';
import { DatabaseQuizStore } from './DatabaseQuizStore';

jest.setTimeout(60_000);

const UNIT = 'foundations/first-steps/requests-and-limits';
const answer = {
  userRef: 'user:default/mina',
  unitId: UNIT,
  questionId: 'cpu',
  contentHash: 'v1',
  chosen: ['killed'],
  correct: false,
  at: new Date('2026-11-01T10:00:00.000Z'),
};

describe('DatabaseQuizStore', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  it.each(databases.eachSupportedId())(
    'keeps the last answer of each learner to each question on %p',
    async id => {
      const knex = await databases.init(id);
      await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
      const store = DatabaseQuizStore.create({ knex });

      await store.save(answer);
      await store.save({ ...answer, questionId: 'memory', chosen: ['a', 'b'] });
      await store.save({ ...answer, chosen: ['throttled'], correct: true });
      await store.save({ ...answer, unitId: 'a/b/c' });

      expect(
        await store.list({ userRef: answer.userRef, unitId: UNIT }),
      ).toEqual(
        new Map([
          ['cpu', ['throttled']],
          ['memory', ['a', 'b']],
        ]),
      );
      expect(
        await store.list({ userRef: 'user:default/joon', unitId: UNIT }),
      ).toEqual(new Map());
    },
  );
});

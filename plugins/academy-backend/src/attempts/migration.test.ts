import { TestDatabases } from '@backstage/backend-test-utils';
import { MIGRATIONS_DIRECTORY } from '../database';
import {
  insertAttempt,
  migratedDatabase,
} from './__testUtils__/attemptFixtures';
import { findAttempt, readEvents } from './operations';
import {
  EVENT_TABLE,
  FAULT_JOURNAL_TABLE,
  SWITCH_TABLE,
  VERDICT_TABLE,
} from './tables';

jest.setTimeout(60_000);

const TABLES = [
  'attempt',
  EVENT_TABLE,
  VERDICT_TABLE,
  FAULT_JOURNAL_TABLE,
  SWITCH_TABLE,
];

describe('migration of attempts', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  it.each(databases.eachSupportedId())(
    'keeps attempts and drops its tables with data on %p',
    async id => {
      const knex = await migratedDatabase(databases, id);
      const attemptId = await insertAttempt(knex);
      await knex(VERDICT_TABLE).insert({
        attempt_id: attemptId,
        check_id: 'web',
        outcome: 'passed',
        body: '{}',
        passed_at: new Date(),
      });
      await knex(FAULT_JOURNAL_TABLE).insert({
        attempt_id: attemptId,
        file: 'faults/image.yaml',
        api_version: 'apps/v1',
        kind: 'Deployment',
        name: 'web',
        applied_at: new Date(),
      });

      const attempt = await findAttempt({ knex, id: attemptId });
      expect(attempt).toMatchObject({
        state: 'requested',
        assisted: false,
        dirty: false,
        fencingToken: 0,
      });
      expect(attempt?.createdAt).toBeInstanceOf(Date);
      const events = await readEvents({ knex, attemptId, after: 0, limit: 9 });
      expect(events).toEqual([
        {
          id: expect.any(Number),
          at: expect.stringMatching(/Z$/),
          type: 'state',
          state: 'requested',
        },
      ]);

      await knex.migrate.rollback({ directory: MIGRATIONS_DIRECTORY }, true);
      const left = await Promise.all(
        TABLES.map(table => knex.schema.hasTable(table)),
      );
      expect(left).toEqual(TABLES.map(() => false));
    },
  );
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { readdirSync } from 'node:fs';
import { MIGRATIONS_DIRECTORY } from './openDatabase';

jest.setTimeout(60_000);

const migrations = readdirSync(MIGRATIONS_DIRECTORY).sort();
const PROGRESS_MIGRATION = '20261101000100_progress.js';
const TIME = new Date('2026-11-01T10:00:00.000Z');

describe('migrations', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  it.each(databases.eachSupportedId())(
    'go up with data and down again on %p',
    async id => {
      const knex = await databases.init(id);
      const options = { directory: MIGRATIONS_DIRECTORY };
      for (const name of migrations) {
        await knex.migrate.up({ ...options, name });
      }

      const learner = { user_ref: 'user:default/mina', unit_id: 'a/b/c' };
      await knex('unit_start').insert({ ...learner, started_at: TIME });
      const version = { ...learner, content_hash: 'f'.repeat(64) };
      const done = { ...version, completed_at: TIME, evidence: '[]' };
      await knex('progress').insert({ ...done, assisted: true });
      await knex('progress').insert({ ...done, assisted: false });
      await knex('quiz_answer').insert({
        ...version,
        question_id: 'cpu',
        chosen: '["a"]',
        correct: true,
        answered_at: TIME,
      });

      await expect(
        knex('progress').insert({ ...done, assisted: true }),
      ).rejects.toMatchObject({ message: expect.stringMatching(/unique/i) });
      const [row] = await knex('quiz_answer').select('answered_at', 'correct');
      expect(new Date(row.answered_at)).toEqual(TIME);
      expect(Boolean(row.correct)).toBe(true);

      const tables = () =>
        Promise.all(
          ['unit_start', 'progress', 'quiz_answer'].map(table =>
            knex.schema.hasTable(table),
          ),
        );
      for (const name of [...migrations].reverse()) {
        expect(await tables()).toEqual(
          Array(3).fill(name >= PROGRESS_MIGRATION),
        );
        await knex.migrate.down({ ...options, name });
      }
      // What went down can go up again.
      await knex.migrate.latest(options);
      expect(await knex('progress').select()).toEqual([]);
    },
  );
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { readdirSync } from 'node:fs';
import { MIGRATIONS_DIRECTORY } from '../../database';
import { requested } from '../__testUtils__/attemptFixtures';
import { findAttempt, listAnswers, listObjects } from '../operations';
import { ANSWER_TABLE, ATTEMPT_TABLE, OBJECT_TABLE } from '../tables';

jest.setTimeout(60_000);

const MIGRATION = '20261121000100_challenges.js';
const OBJECT = { apiVersion: 'v1', kind: 'Service', name: 'web' };

describe('migration of challenges', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  it.each(databases.eachSupportedId())(
    'goes up and down with data on %p',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const directory = MIGRATIONS_DIRECTORY;
      for (const name of readdirSync(directory).sort()) {
        if (name < MIGRATION) {
          await knex.migrate.up({ directory, name });
        }
      }
      const { id, userRef, unitId, cluster, namespace } = requested();
      const at = new Date();
      await knex(ATTEMPT_TABLE).insert({
        id,
        user_ref: userRef,
        unit_id: unitId,
        content_hash: 'v1',
        cluster,
        namespace,
        state: 'ready',
        assisted: false,
        dirty: true,
        created_at: at,
        expires_at: at,
        fencing_token: 1,
      });

      await knex.migrate.up({ directory, name: MIGRATION });
      expect(await findAttempt({ knex, id })).toMatchObject({
        state: 'ready',
        seed: '',
        gaveUp: false,
        score: undefined,
      });
      await knex(ANSWER_TABLE).insert({
        attempt_id: id,
        check_id: 'which',
        answer: '왼쪽',
        answered_at: at,
      });
      await knex(OBJECT_TABLE).insert({
        attempt_id: id,
        api_version: OBJECT.apiVersion,
        kind: OBJECT.kind,
        name: OBJECT.name,
        healthy: '{"spec":{}}',
      });
      expect(await listAnswers({ knex, attemptId: id })).toEqual({
        which: '왼쪽',
      });
      expect(await listObjects({ knex, attemptId: id })).toEqual([
        {
          ...OBJECT,
          uid: undefined,
          healthy: { spec: {} },
          broken: null,
          left: undefined,
        },
      ]);

      await knex.migrate.down({ directory, name: MIGRATION });
      expect(await knex.schema.hasTable(ANSWER_TABLE)).toBe(false);
      expect(await knex.schema.hasTable(OBJECT_TABLE)).toBe(false);
      expect(await knex.schema.hasColumn(ATTEMPT_TABLE, 'seed')).toBe(false);
      expect(await knex(ATTEMPT_TABLE).first()).toMatchObject({ id });
      await knex.migrate.up({ directory, name: MIGRATION });
      expect(await findAttempt({ knex, id })).toMatchObject({ seed: '' });
    },
  );
});

import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Folder of the migrations; every one of them is transactional and additive. */
export const MIGRATIONS_DIRECTORY = resolvePackagePath(
  '@kubernetes-academy/backstage-plugin-academy-backend',
  'migrations',
);

/** The plugin's database with its tables, unless the portal migrates by other means. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (knex.client.config.client === 'better-sqlite3') {
    // A commit appends to one file instead of syncing two. Learners wait for
    // commits: they stand between a change in the cluster and its verdict.
    await knex.raw('pragma journal_mode = wal');
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
  }
  return knex;
}

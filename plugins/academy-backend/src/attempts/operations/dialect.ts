import type { Knex } from 'knex';

/** Key of the advisory lock under which places are counted. */
const LIMITS_LOCK = 'academy.attempt.limits';

/** PostgreSQL; SQLite otherwise, whose only connection runs one transaction at a time. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/**
 * Serialises the transactions that count attempts before they add one, on all
 * replicas, until the transaction ends. Counting alone would let two of them
 * see the same free place.
 */
export async function lockLimits(trx: Knex.Transaction): Promise<void> {
  if (isPostgres(trx)) {
    await trx.raw('select pg_advisory_xact_lock(hashtext(?))', [LIMITS_LOCK]);
  }
}

/** A time by the clock of the database, which all replicas share. */
export function dbTime(knex: Knex, fromNowMs: number): Knex.Raw | Date {
  return isPostgres(knex)
    ? knex.raw(`clock_timestamp() + ? * interval '1 millisecond'`, [fromNowMs])
    : new Date(Date.now() + fromNowMs);
}

import { LEASE_TTL_MS } from '../limits';
import { ATTEMPT_TABLE, toAttempt, type AttemptRow } from '../tables';
import type { Attempt, Claim, Db } from '../types';
import { dbTime, isPostgres } from './dialect';

/**
 * Heartbeat of a worker.
 *
 * @returns the newest rows of the claims it still holds. The others were
 * claimed by somebody else after their lease had run out.
 */
export async function renewLeases(
  options: Db & { owner: string; claims: Claim[]; leaseMs?: number },
): Promise<Attempt[]> {
  const { knex, owner, claims, leaseMs = LEASE_TTL_MS } = options;
  if (claims.length === 0) {
    return [];
  }
  const tokens = new Map(claims.map(claim => [claim.id, claim.fencingToken]));
  const rows = await knex<AttemptRow>(ATTEMPT_TABLE)
    .where({ lease_owner: owner })
    .whereIn('id', [...tokens.keys()])
    .update({ lease_expires_at: dbTime(knex, leaseMs) as Date })
    .returning('*');
  return rows
    .map(toAttempt)
    .filter(attempt => tokens.get(attempt.id) === attempt.fencingToken);
}

/** Lets other workers go on at once with what this one held. */
export async function releaseLeases(
  options: Db & { owner: string },
): Promise<void> {
  const { knex, owner } = options;
  await knex<AttemptRow>(ATTEMPT_TABLE)
    .where({ lease_owner: owner })
    .update({ lease_owner: null, lease_expires_at: null });
}

/**
 * A SQLite database has one process. Leases that it finds at its start were
 * held by the one before, which is dead, so nobody has to wait until they end.
 */
export async function releaseLeasesOfLastProcess(options: Db): Promise<void> {
  const { knex } = options;
  if (!isPostgres(knex)) {
    await knex<AttemptRow>(ATTEMPT_TABLE)
      .whereNotNull('lease_owner')
      .update({ lease_owner: null, lease_expires_at: null });
  }
}

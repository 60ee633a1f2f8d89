import type { Knex } from 'knex';
import { LEASE_TTL_MS } from '../limits';
import { PROVISIONING } from '../messages';
import { ATTEMPT_TABLE, toAttempt, type AttemptRow } from '../tables';
import type { Attempt, Db } from '../types';
import { appendEvents } from './appendEvents';
import { dbTime, isPostgres, lockLimits } from './dialect';

/** Clusters whose attempts are wanted, with the number of sandboxes each may hold. */
export type Places = Map<string, number>;

/**
 * Claims every attempt that nobody holds and whose cluster still has work to
 * do for it. Requested attempts begin provisioning with their claim, oldest
 * first, as long as their cluster has places; the others stay in the queue.
 *
 * Two workers never both win: the update repeats the condition and its
 * affected rows decide. Each claim raises the fencing token.
 */
export async function claimAttempts(
  options: Db & {
    owner: string;
    places: Places;
    /** Attempts this worker holds already. */
    held: string[];
    /** Time a sandbox has from its claim on. */
    ttlMs: number;
    leaseMs?: number;
  },
): Promise<Attempt[]> {
  const { knex, owner, places, held, ttlMs } = options;
  const leaseMs = options.leaseMs ?? LEASE_TTL_MS;
  return knex.transaction(async trx => {
    await lockLimits(trx);
    const free = await countFreePlaces(trx, places);
    const claimed: Attempt[] = [];
    for (const candidate of await findUnheld(trx, [...places.keys()], held)) {
      const isNew = candidate.state === 'requested';
      const left = free.get(candidate.cluster) ?? 0;
      if (isNew && left <= 0) {
        continue;
      }
      const changes: Partial<AttemptRow> = isNew
        ? {
            state: 'provisioning',
            message: JSON.stringify(PROVISIONING),
            expires_at: new Date(Date.now() + ttlMs),
          }
        : {};
      const affected = await trx<AttemptRow>(ATTEMPT_TABLE)
        .where({ id: candidate.id, fencing_token: candidate.fencing_token })
        .where(leaseIsOver(trx))
        .update({
          ...changes,
          lease_owner: owner,
          lease_expires_at: dbTime(trx, leaseMs) as Date,
          fencing_token: candidate.fencing_token + 1,
        });
      if (affected === 0) {
        continue;
      }
      if (isNew) {
        free.set(candidate.cluster, left - 1);
        await appendEvents({
          trx,
          attemptId: candidate.id,
          events: [
            { type: 'state', state: 'provisioning', message: PROVISIONING },
          ],
        });
      }
      claimed.push(
        toAttempt({
          ...candidate,
          ...changes,
          fencing_token: candidate.fencing_token + 1,
        }),
      );
    }
    return claimed;
  });
}

function leaseIsOver(trx: Knex.Transaction) {
  return (query: Knex.QueryBuilder) =>
    query
      .whereNull('lease_expires_at')
      .orWhere('lease_expires_at', '<', dbTime(trx, 0));
}

async function findUnheld(
  trx: Knex.Transaction,
  clusters: string[],
  held: string[],
): Promise<AttemptRow[]> {
  const query = trx<AttemptRow>(ATTEMPT_TABLE)
    .whereIn('cluster', clusters)
    .whereNull('sandbox_gone_at')
    .whereNotIn('id', held)
    .where(leaseIsOver(trx))
    .orderBy('created_at')
    .orderBy('id');
  return isPostgres(trx) ? query.forUpdate().skipLocked() : query;
}

async function countFreePlaces(
  trx: Knex.Transaction,
  places: Places,
): Promise<Map<string, number>> {
  const taken = await trx<AttemptRow>(ATTEMPT_TABLE)
    .whereIn('cluster', [...places.keys()])
    .whereNull('sandbox_gone_at')
    .whereNot({ state: 'requested' })
    .groupBy('cluster')
    .select('cluster', trx.raw('count(*) as taken'));
  const takenBy = new Map<string, number>(
    taken.map((row: any) => [row.cluster, Number(row.taken)]),
  );
  return new Map(
    [...places].map(([name, max]) => [name, max - (takenBy.get(name) ?? 0)]),
  );
}

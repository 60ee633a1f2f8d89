import type { Knex } from 'knex';
import type { Lifetimes } from '../lifetimes';
import { LEASE_TTL_MS } from '../limits';
import { PROVISIONING } from '../messages';
import { ATTEMPT_TABLE, toAttempt, type AttemptRow } from '../tables';
import type { Attempt, Db } from '../types';
import { appendEvents } from './appendEvents';
import { dbTime, isPostgres, lockLimits } from './dialect';
import { readStops } from './labSwitches';

/** Clusters whose attempts are wanted, with the number of sandboxes each may hold; 0 lets nobody in. */
export type Places = Map<string, number>;

/**
 * Claims every attempt that nobody holds and whose cluster still has work to
 * do for it. Requested attempts begin provisioning with their claim, oldest
 * first, as long as their cluster has places and no switch stops them; the
 * others stay in the queue.
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
    lifetimes: Lifetimes;
    leaseMs?: number;
  },
): Promise<Attempt[]> {
  const { knex, owner, places, held, lifetimes } = options;
  const leaseMs = options.leaseMs ?? LEASE_TTL_MS;
  return knex.transaction(async trx => {
    await lockLimits(trx);
    const free = await countFreePlaces(trx, places);
    const stopped = await readStops({ knex: trx });
    const claimed: Attempt[] = [];
    for (const candidate of await findUnheld(trx, [...places.keys()], held)) {
      const isNew = candidate.state === 'requested';
      const left = free.get(candidate.cluster) ?? 0;
      if (isNew && (left <= 0 || stopped(candidate.cluster))) {
        continue;
      }
      const changes: Partial<AttemptRow> = isNew
        ? {
            state: 'provisioning',
            message: JSON.stringify(PROVISIONING),
            queue: null,
            ...beginOfLife(lifetimes),
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

function beginOfLife(lifetimes: Lifetimes): Partial<AttemptRow> {
  const { ttlMs, idleMs, hardLimitMs } = lifetimes;
  const now = Date.now();
  return {
    claimed_at: new Date(now),
    expires_at: new Date(now + ttlMs),
    idle_ends_at: new Date(now + idleMs),
    hard_ends_at: new Date(now + hardLimitMs),
  };
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

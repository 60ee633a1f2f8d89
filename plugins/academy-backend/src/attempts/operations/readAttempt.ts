import type {
  AttemptEvent,
  LabsOverview,
  RevealedHint,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { LEASE_TTL_MS } from '../limits';
import {
  ATTEMPT_TABLE,
  EVENT_TABLE,
  VERDICT_TABLE,
  toAttempt,
  toEvent,
  toStoredVerdict,
  type AttemptRow,
  type EventRow,
  type VerdictRow,
} from '../tables';
import type { Attempt, Db, StoredVerdict } from '../types';

/** One attempt. With `userRef`, only if it is this learner's. */
export async function findAttempt(
  options: Db & { id: string; userRef?: string },
): Promise<Attempt | undefined> {
  const { knex, id, userRef } = options;
  const row = await knex<AttemptRow>(ATTEMPT_TABLE)
    .where({ id, ...(userRef !== undefined && { user_ref: userRef }) })
    .first();
  return row && toAttempt(row);
}

/** A learner's attempts, newest first. */
export async function listAttempts(
  options: Db & { userRef: string; unitId?: UnitId; active?: boolean },
): Promise<Attempt[]> {
  const { knex, userRef, unitId, active } = options;
  const query = knex<AttemptRow>(ATTEMPT_TABLE)
    .where({ user_ref: userRef })
    .orderBy('created_at', 'desc')
    .orderBy('id');
  if (unitId !== undefined) {
    query.where({ unit_id: unitId });
  }
  if (active !== undefined) {
    query[active ? 'whereNull' : 'whereNotNull']('ended_at');
  }
  return (await query).map(toAttempt);
}

/** All attempts on a cluster whose sandbox may exist. */
export async function listOpenAttempts(
  options: Db & { cluster: string },
): Promise<Attempt[]> {
  const rows = await options
    .knex<AttemptRow>(ATTEMPT_TABLE)
    .where({ cluster: options.cluster })
    .whereNull('sandbox_gone_at');
  return rows.map(toAttempt);
}

/** Attempts whose time has been over for longer than their workers need to notice. */
export async function listOverdueAttempts(options: Db): Promise<Attempt[]> {
  const limit = new Date(Date.now() - LEASE_TTL_MS);
  const rows = await options
    .knex<AttemptRow>(ATTEMPT_TABLE)
    .whereNull('ended_at')
    .where(over =>
      over.where('expires_at', '<', limit).orWhere('idle_ends_at', '<', limit),
    );
  return rows.map(toAttempt);
}

/** Attempts that have a sandbox or wait for one, by cluster and state. */
export async function countOpenAttempts(
  options: Db,
): Promise<LabsOverview['attempts']> {
  const { knex } = options;
  const phases = knex<AttemptRow>(ATTEMPT_TABLE)
    .whereNull('sandbox_gone_at')
    .select(
      'cluster',
      knex.raw(
        `case when ended_at is null then state else 'terminating' end as phase`,
      ),
    );
  const rows: any[] = await knex
    .from(phases.as('phases'))
    .groupBy('cluster', 'phase')
    .orderBy(['cluster', 'phase'])
    .select('cluster', 'phase')
    .count('* as count');
  return rows.map(({ cluster, phase, count }) => ({
    cluster,
    state: phase,
    count: Number(count),
  }));
}

/** Events after a cursor, in order. */
export async function readEvents(
  options: Db & { attemptId: string; after: number; limit: number },
): Promise<AttemptEvent[]> {
  const { knex, attemptId, after, limit } = options;
  const rows = await knex<EventRow>(EVENT_TABLE)
    .where({ attempt_id: attemptId })
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit);
  return rows.map(toEvent);
}

/** Id of an attempt's newest event; 0 without events. */
export async function lastEventId(
  options: Db & { attemptId: string },
): Promise<number> {
  const [row] = await options
    .knex(EVENT_TABLE)
    .where({ attempt_id: options.attemptId })
    .max({ last: 'id' });
  return Number(row.last ?? 0);
}

/** The newest verdict of each check. */
export async function listVerdicts(
  options: Db & { attemptId: string },
): Promise<StoredVerdict[]> {
  const rows = await options
    .knex<VerdictRow>(VERDICT_TABLE)
    .where({ attempt_id: options.attemptId })
    .orderBy('check_id');
  return rows.map(toStoredVerdict);
}

/** The hints a learner has revealed, in order. */
export async function listHints(
  options: Db & { attemptId: string },
): Promise<RevealedHint[]> {
  const rows = await options
    .knex<EventRow>(EVENT_TABLE)
    .where({ attempt_id: options.attemptId, type: 'hint' })
    .orderBy('id');
  return rows.map(row => JSON.parse(row.payload).hint);
}

/** Revealed hints by attempt, for all attempts of a learner. */
export async function countHints(
  options: Db & { userRef: string },
): Promise<Map<string, number>> {
  const { knex, userRef } = options;
  const rows = await knex<EventRow>(EVENT_TABLE)
    .join(ATTEMPT_TABLE, `${ATTEMPT_TABLE}.id`, `${EVENT_TABLE}.attempt_id`)
    .where(`${ATTEMPT_TABLE}.user_ref`, userRef)
    .where(`${EVENT_TABLE}.type`, 'hint')
    .groupBy('attempt_id')
    .select('attempt_id')
    .count('* as revealed');
  return new Map(
    rows.map(row => [String(row.attempt_id), Number(row.revealed)]),
  );
}

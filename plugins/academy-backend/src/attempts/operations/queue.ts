import type {
  QueuePlace,
  TrainingClusterStatus,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { WAIT_SAMPLE, WAIT_STEP_S } from '../limits';
import { CLUSTER_NOT_READY } from '../messages';
import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Db } from '../types';
import { appendEvents } from './appendEvents';
import { lockLimits } from './dialect';
import { readStops } from './labSwitches';

/**
 * Places of all attempts that wait for one of these clusters, by attempt id.
 * Each cluster has a queue of its own, first come, first served.
 */
export async function readQueues(
  options: Db & { clusters: TrainingClusterStatus[] },
): Promise<Map<string, QueuePlace>> {
  const { knex, clusters } = options;
  const waiting = await knex<AttemptRow>(ATTEMPT_TABLE)
    .where({ state: 'requested' })
    .whereIn(
      'cluster',
      clusters.map(({ name }) => name),
    )
    .orderBy('created_at')
    .orderBy('id')
    .select('id', 'cluster');
  const places = new Map<string, QueuePlace>();
  if (waiting.length === 0) {
    return places;
  }
  const stops = await readStops({ knex });
  for (const { name, state, message, maxSandboxes } of clusters) {
    const queue = waiting.filter(({ cluster }) => cluster === name);
    if (queue.length === 0) {
      continue;
    }
    const lifeMs = await usualLifeMs(knex, name);
    const notReady =
      state === 'ready' ? undefined : message ?? CLUSTER_NOT_READY;
    const stopped = stops(name) ?? notReady;
    queue.forEach(({ id }, index) => {
      const position = index + 1;
      const waitMs = lifeMs && (position * lifeMs) / maxSandboxes;
      places.set(id, {
        position,
        ...(waitMs !== undefined && {
          expectedWaitSeconds:
            Math.ceil(waitMs / 1000 / WAIT_STEP_S) * WAIT_STEP_S,
        }),
        ...(stopped && { stopped }),
      });
    });
  }
  return places;
}

/**
 * Tells learners who wait what has changed for them; writes nothing where
 * nothing has.
 *
 * @returns ids of the attempts whose place changed
 */
export async function announceQueues(
  options: Db & { clusters: TrainingClusterStatus[] },
): Promise<string[]> {
  const { knex, clusters } = options;
  // Mostly nobody waits, and then nobody has to be kept out for a look.
  if ((await readQueues({ knex, clusters })).size === 0) {
    return [];
  }
  return knex.transaction(async trx => {
    // Nobody is let in and nobody joins meanwhile, on any replica.
    await lockLimits(trx);
    const changed: string[] = [];
    for (const [id, queue] of await readQueues({ knex: trx, clusters })) {
      const text = JSON.stringify(queue);
      const affected = await trx<AttemptRow>(ATTEMPT_TABLE)
        .where({ id, state: 'requested' })
        .where(told => told.whereNull('queue').orWhereNot({ queue: text }))
        .update({ queue: text });
      if (affected > 0) {
        const events = [{ type: 'queue' as const, queue }];
        await appendEvents({ trx, attemptId: id, events });
        changed.push(id);
      }
    }
    return changed;
  });
}

/**
 * Median of how long the newest sandboxes of a cluster had their places, from
 * which a queue moves on: with `n` places one becomes free every `n`-th of it.
 */
async function usualLifeMs(
  knex: Db['knex'],
  cluster: string,
): Promise<number | undefined> {
  const rows = await knex<AttemptRow>(ATTEMPT_TABLE)
    .where({ cluster })
    .whereNotNull('claimed_at')
    .whereNotNull('sandbox_gone_at')
    .orderBy('claimed_at', 'desc')
    .limit(WAIT_SAMPLE)
    .select('claimed_at', 'sandbox_gone_at');
  const livesMs = rows
    .map(
      row =>
        new Date(row.sandbox_gone_at!).getTime() -
        new Date(row.claimed_at!).getTime(),
    )
    .sort((a, b) => a - b);
  return livesMs[Math.floor(livesMs.length / 2)];
}

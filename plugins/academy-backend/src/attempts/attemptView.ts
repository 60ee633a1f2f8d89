import type {
  AttemptView,
  TrainingClusterStatus,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { timesOf } from './ends';
import { queued } from './messages';
import {
  lastEventId,
  listAnswers,
  listHints,
  listVerdicts,
  readQueues,
} from './operations';
import type { Attempt, Db } from './types';

/** What an attempt's row alone tells. */
export type AttemptHead = Omit<
  AttemptView,
  'answers' | 'hints' | 'verdicts' | 'cursor'
>;

/** Domain to API: what the row alone tells. */
export function toAttemptHead(attempt: Attempt): AttemptHead {
  return {
    id: attempt.id,
    unitId: attempt.unitId,
    scenario: attempt.scenario,
    cluster: attempt.cluster,
    state: attempt.state,
    message: attempt.message,
    namespace: attempt.namespace,
    createdAt: attempt.createdAt.toISOString(),
    readyAt: attempt.readyAt?.toISOString(),
    passedAt: attempt.passedAt?.toISOString(),
    endedAt: attempt.endedAt?.toISOString(),
    hardEndsAt: attempt.hardEndsAt?.toISOString(),
    ...timesOf(attempt),
    assisted: attempt.assisted,
    gaveUp: attempt.gaveUp,
    score: attempt.score,
  };
}

/**
 * Reads everything about an attempt. The cursor is read first: what happens
 * meanwhile may be in the view and come again as an event, but is never missing.
 */
export async function readAttemptView(
  options: Db & {
    id: string;
    clusters: TrainingClusterStatus[];
    read: () => Promise<Attempt>;
  },
): Promise<AttemptView> {
  const { knex, id: attemptId, clusters } = options;
  const cursor = await lastEventId({ knex, attemptId });
  const attempt = await options.read();
  const verdicts = await listVerdicts({ knex, attemptId });
  return {
    ...toAttemptHead(attempt),
    ...(attempt.state === 'requested' &&
      (await waiting({ knex, attempt, clusters }))),
    answers: await listAnswers({ knex, attemptId }),
    hints: await listHints({ knex, attemptId }),
    verdicts: verdicts.map(({ verdict, passedAt }) => ({
      ...verdict,
      passedAt: passedAt?.toISOString(),
    })),
    cursor,
  };
}

async function waiting(
  options: Db & { attempt: Attempt; clusters: TrainingClusterStatus[] },
): Promise<Pick<AttemptView, 'queue' | 'message'>> {
  const { knex, attempt } = options;
  const clusters = options.clusters.filter(
    ({ name }) => name === attempt.cluster,
  );
  const queue = (await readQueues({ knex, clusters })).get(attempt.id);
  return { queue, message: queue && queued(queue) };
}

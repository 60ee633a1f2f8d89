import type {
  AttemptView,
  LocalizedText,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { queued } from './messages';
import {
  lastEventId,
  listHints,
  listVerdicts,
  queuePosition,
} from './operations';
import type { Attempt, Db } from './types';

/** What an attempt's row alone tells. */
export type AttemptHead = Omit<AttemptView, 'hints' | 'verdicts' | 'cursor'>;

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
    expiresAt: attempt.expiresAt.toISOString(),
    assisted: attempt.assisted,
  };
}

/**
 * Reads everything about an attempt. The cursor is read first: what happens
 * meanwhile may be in the view and come again as an event, but is never missing.
 */
export async function readAttemptView(
  options: Db & { id: string; read: () => Promise<Attempt> },
): Promise<AttemptView> {
  const { knex, id: attemptId } = options;
  const cursor = await lastEventId({ knex, attemptId });
  const attempt = await options.read();
  const verdicts = await listVerdicts({ knex, attemptId });
  return {
    ...toAttemptHead(attempt),
    message: await currentMessage(knex, attempt),
    hints: await listHints({ knex, attemptId }),
    verdicts: verdicts.map(({ verdict, passedAt }) => ({
      ...verdict,
      passedAt: passedAt?.toISOString(),
    })),
    cursor,
  };
}

async function currentMessage(
  knex: Db['knex'],
  attempt: Attempt,
): Promise<LocalizedText | undefined> {
  return attempt.state === 'requested'
    ? queued(await queuePosition({ knex, attempt }))
    : attempt.message;
}

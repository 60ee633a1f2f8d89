import { ConflictError } from '@backstage/errors';
import { timesOf, whyOver } from '../ends';
import { activityStepMs, type Lifetimes } from '../lifetimes';
import { ATTEMPT_TABLE, toAttempt, type AttemptRow } from '../tables';
import type { Tx } from '../types';
import { appendEvents } from './appendEvents';
import { lockAttempt } from './lockAttempt';

/**
 * Notes that the learner is at work, which puts off the end for idleness. At
 * most once a minute, so that those who work a lot do not write a lot.
 *
 * @returns whether something was written
 */
export async function noteActivity(
  options: Tx & { id: string; lifetimes: Lifetimes },
): Promise<boolean> {
  const { trx, id, lifetimes } = options;
  const idleEndsAt = Date.now() + lifetimes.idleMs;
  const [row] = await trx<AttemptRow>(ATTEMPT_TABLE)
    .where({ id })
    .whereNull('ended_at')
    .where(
      'idle_ends_at',
      '<',
      new Date(idleEndsAt - activityStepMs(lifetimes)),
    )
    // What is over by now stays over.
    .where('idle_ends_at', '>', new Date())
    .update({ idle_ends_at: new Date(idleEndsAt) })
    .returning('*');
  if (row) {
    const events = [{ type: 'times' as const, ...timesOf(toAttempt(row)) }];
    await appendEvents({ trx, attemptId: id, events });
  }
  return row !== undefined;
}

/**
 * Gives an attempt more time, up to its hard end.
 *
 * @throws ConflictError when it is not running, or has all the time there is.
 */
export async function extendAttempt(
  options: Tx & { id: string; lifetimes: Lifetimes },
): Promise<void> {
  const { trx, id, lifetimes } = options;
  const attempt = await lockAttempt({ trx, where: { id } });
  const { hardEndsAt, expiresAt } = attempt ?? {};
  if (!attempt || attempt.endedAt || whyOver(attempt)) {
    throw new ConflictError(
      `Attempt ${id} is over and cannot be extended; start a new one`,
    );
  }
  if (!hardEndsAt || !expiresAt) {
    throw new ConflictError(
      `Attempt ${id} is still waiting for its turn; its time begins afterwards`,
    );
  }
  if (expiresAt >= hardEndsAt) {
    throw new ConflictError(
      `Attempt ${id} has all the time that one may have, until ${hardEndsAt.toISOString()}`,
    );
  }
  const now = Date.now();
  const [row] = await trx<AttemptRow>(ATTEMPT_TABLE)
    .where({ id })
    .update({
      expires_at: new Date(
        Math.min(
          expiresAt.getTime() + lifetimes.extensionMs,
          hardEndsAt.getTime(),
        ),
      ),
      idle_ends_at: new Date(now + lifetimes.idleMs),
    })
    .returning('*');
  const events = [{ type: 'times' as const, ...timesOf(toAttempt(row)) }];
  await appendEvents({ trx, attemptId: id, events });
}

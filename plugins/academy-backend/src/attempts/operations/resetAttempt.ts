import { ConflictError } from '@backstage/errors';
import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { newSeed } from '../challenge/seed';
import {
  ANSWER_TABLE,
  ATTEMPT_TABLE,
  OBJECT_TABLE,
  VERDICT_TABLE,
  type AttemptRow,
  type VerdictRow,
} from '../tables';
import type { Attempt, Tx } from '../types';
import { appendEvents } from './appendEvents';
import { lockAttempt } from './lockAttempt';

/**
 * Sends an attempt back to where its sandbox is prepared. Verdicts and answers
 * go, hints stay. A scenario gets other values for its parameters.
 *
 * @throws ConflictError unless the attempt is `ready`.
 */
export async function resetAttempt(
  options: Tx & { attempt: Attempt; message: LocalizedText },
): Promise<void> {
  const { trx, message } = options;
  const { id } = options.attempt;
  const attempt = await lockAttempt({ trx, where: { id } });
  if (attempt?.state !== 'ready') {
    throw new ConflictError(
      `Only an attempt that is ready can be reset; it is ${attempt?.state}`,
    );
  }
  await trx<AttemptRow>(ATTEMPT_TABLE)
    .where({ id })
    .update({
      state: 'injecting',
      message: JSON.stringify(message),
      ready_at: null,
      ...(attempt.scenario !== undefined && { seed: newSeed() }),
      paused_ms: 0,
      paused_since: null,
    });
  await trx<VerdictRow>(VERDICT_TABLE).where({ attempt_id: id }).delete();
  for (const table of [ANSWER_TABLE, OBJECT_TABLE]) {
    await trx(table).where({ attempt_id: id }).delete();
  }
  await appendEvents({
    trx,
    attemptId: id,
    events: [{ type: 'reset' }, { type: 'state', state: 'injecting', message }],
  });
}

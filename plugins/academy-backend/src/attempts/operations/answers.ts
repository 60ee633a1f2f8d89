import { ConflictError } from '@backstage/errors';
import { TooOftenError } from '../challenge/TooOftenError';
import { ANSWER_INTERVAL_MS } from '../limits';
import { ANSWER_TABLE, ATTEMPT_TABLE, type AnswerRow } from '../tables';
import type { Db, Tx } from '../types';
import { appendEvents } from './appendEvents';
import { lockAttempt } from './lockAttempt';

/**
 * Keeps an answer in place of an earlier one. The verdict on it is the
 * worker's.
 *
 * @throws ConflictError unless the attempt is running, TooOftenError for
 * answers to one check within a second: guessing is not to be worth it.
 */
export async function saveAnswer(
  options: Tx & { attemptId: string; checkId: string; answer: string },
): Promise<void> {
  const { trx, attemptId, checkId, answer } = options;
  const attempt = await lockAttempt({ trx, where: { id: attemptId } });
  const running = attempt?.state === 'ready' || attempt?.state === 'passed';
  if (!running || attempt.endedAt) {
    throw new ConflictError(
      `Answers are taken while the attempt is running; it is ${attempt?.state}`,
    );
  }
  const key = { attempt_id: attemptId, check_id: checkId };
  const earlier = await trx<AnswerRow>(ANSWER_TABLE).where(key).first();
  const now = new Date();
  if (
    earlier &&
    now.getTime() - new Date(earlier.answered_at).getTime() < ANSWER_INTERVAL_MS
  ) {
    throw new TooOftenError('One answer a second is taken; try again');
  }
  await trx<AnswerRow>(ANSWER_TABLE)
    .insert({ ...key, answer, answered_at: now })
    .onConflict(['attempt_id', 'check_id'])
    .merge();
  await appendEvents({
    trx,
    attemptId,
    events: [{ type: 'answer', checkId, answer }],
  });
}

/** The newest answers in an attempt, by check id. */
export async function listAnswers(
  options: Db & { attemptId: string },
): Promise<Record<string, string>> {
  const rows = await options
    .knex<AnswerRow>(ANSWER_TABLE)
    .where({ attempt_id: options.attemptId });
  return byCheck(rows);
}

/** The newest answers of a learner, by attempt and check id. */
export async function listAnswersOfLearner(
  options: Db & { userRef: string },
): Promise<Map<string, Record<string, string>>> {
  const rows: AnswerRow[] = await options
    .knex(ANSWER_TABLE)
    .join(ATTEMPT_TABLE, `${ATTEMPT_TABLE}.id`, `${ANSWER_TABLE}.attempt_id`)
    .where(`${ATTEMPT_TABLE}.user_ref`, options.userRef)
    .select(`${ANSWER_TABLE}.*`);
  const answers = new Map<string, Record<string, string>>();
  for (const row of rows) {
    const { attempt_id: id } = row;
    answers.set(id, { ...answers.get(id), ...byCheck([row]) });
  }
  return answers;
}

function byCheck(rows: AnswerRow[]): Record<string, string> {
  return Object.fromEntries(rows.map(row => [row.check_id, row.answer]));
}

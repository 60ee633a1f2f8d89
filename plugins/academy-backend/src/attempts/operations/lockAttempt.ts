import { ATTEMPT_TABLE, toAttempt, type AttemptRow } from '../tables';
import type { Attempt, Tx } from '../types';

/**
 * Reads an attempt and locks its row until the transaction ends.
 *
 * Whoever appends events holds this lock, or has updated the row, before the
 * event gets its number. So the events of one attempt become visible in the
 * order of their ids, and a stream that reads after a cursor misses none.
 */
export async function lockAttempt(
  options: Tx & { where: Partial<AttemptRow> & { id: string } },
): Promise<Attempt | undefined> {
  const { trx, where } = options;
  const row = await trx<AttemptRow>(ATTEMPT_TABLE)
    .where(where)
    .forUpdate()
    .first();
  return row && toAttempt(row);
}

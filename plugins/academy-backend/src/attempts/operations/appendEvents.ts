import { EVENT_TABLE, type EventRow } from '../tables';
import type { NewEvent, Tx } from '../types';

/** Appends events; the caller holds the lock of the attempt's row (see `lockAttempt`). */
export async function appendEvents(
  options: Tx & { attemptId: string; events: NewEvent[] },
): Promise<void> {
  const { trx, attemptId, events } = options;
  const at = new Date();
  // One statement each: the order of the numbers is the order of the events.
  for (const { type, ...payload } of events) {
    await trx<EventRow>(EVENT_TABLE).insert({
      attempt_id: attemptId,
      at,
      type,
      payload: JSON.stringify(payload),
    });
  }
}

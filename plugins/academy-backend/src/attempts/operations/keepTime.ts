import { timesOf } from '../ends';
import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Attempt, Tx } from '../types';
import { appendEvents } from './appendEvents';

/**
 * Stops the clock of an attempt while its cluster cannot be read, and lets it
 * go on afterwards. The caller holds the lock of the row.
 *
 * @returns the attempt as it is now
 */
export async function keepTime(
  options: Tx & { attempt: Attempt; readable: boolean; now: Date },
): Promise<Attempt> {
  const { trx, attempt, readable, now } = options;
  const { id, pausedSince } = attempt;
  // Only a clock that runs can stand still.
  const pausing = attempt.state === 'ready' && !readable;
  if (pausing === (pausedSince !== undefined)) {
    return attempt;
  }
  const pausedMs = pausedSince
    ? attempt.pausedMs + now.getTime() - pausedSince.getTime()
    : attempt.pausedMs;
  const kept: Attempt = {
    ...attempt,
    pausedMs,
    pausedSince: pausing ? now : undefined,
  };
  await trx<AttemptRow>(ATTEMPT_TABLE)
    .where({ id })
    .update({ paused_ms: pausedMs, paused_since: kept.pausedSince ?? null });
  await appendEvents({
    trx,
    attemptId: id,
    events: [{ type: 'times', ...timesOf(kept) }],
  });
  return kept;
}

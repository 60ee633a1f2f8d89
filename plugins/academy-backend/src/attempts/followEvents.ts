import type { AttemptEvent } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { AttemptSignals } from './AttemptSignals';
import { STREAM_BATCH, STREAM_POLL_MS } from './limits';
import { findAttempt, readEvents } from './operations';
import type { Attempt, Db } from './types';

/**
 * Yields the events of an attempt after a cursor, old ones first, then new
 * ones as they are written, until the attempt has ended and all were given or
 * the signal is aborted. Events come from the database, whichever replica
 * wrote them; the in-process signal only saves the wait.
 */
export async function* followEvents(
  options: Db & {
    signals: AttemptSignals;
    attempt: Attempt;
    after: number;
    signal: AbortSignal;
    /** Told now and then that somebody reads. */
    presence: { everyMs: number; note(): Promise<void> };
  },
): AsyncGenerator<AttemptEvent> {
  const { knex, signals, signal, presence } = options;
  let presentAt = 0;
  const { id } = options.attempt;
  let { after } = options;
  let changed = false;
  let wakeUp = () => {};
  const notice = () => {
    changed = true;
    wakeUp();
  };
  const nextChange = () =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, STREAM_POLL_MS);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const unsubscribe = signals.onChanged(id, notice);
  signal.addEventListener('abort', notice, { once: true });

  try {
    while (!signal.aborted) {
      if (Date.now() >= presentAt) {
        presentAt = Date.now() + presence.everyMs;
        await presence.note();
      }
      changed = false;
      // Before the events: an ended attempt gets no more of them.
      const attempt = await findAttempt({ knex, id });
      const events = await readEvents({
        knex,
        attemptId: id,
        after,
        limit: STREAM_BATCH,
      });
      for (const event of events) {
        yield event;
        after = event.id;
      }
      if (events.length === STREAM_BATCH) {
        continue;
      }
      if (!attempt || attempt.endedAt) {
        return;
      }
      if (!changed) {
        await nextChange();
      }
    }
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', notice);
  }
}

import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 10;
/** Far beyond what anything here takes: its end is a failure, not a measure. */
const GIVE_UP_MS = 60_000;

/** Polls until something is there. */
export async function eventually<T>(
  read: () => Promise<T | undefined | false>,
): Promise<T> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (;;) {
    const found = await read();
    if (found) {
      return found;
    }
    if (Date.now() > giveUpAt) {
      throw new Error('It did not happen');
    }
    await delay(LOOK_MS);
  }
}

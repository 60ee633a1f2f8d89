import { setTimeout as sleep } from 'node:timers/promises';

const INTERVAL_MS = 20;
/** Far beyond what anything here takes: its end is a failure, not a measure. */
const LIMIT_MS = 45_000;

/** Repeats an expectation until it holds; its last failure otherwise. */
export async function eventually<T>(
  expectation: () => T | Promise<T>,
): Promise<T> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await sleep(INTERVAL_MS);
  }
}

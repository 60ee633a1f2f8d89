import { backoffDelay, sleep } from './backoff';

describe('backoffDelay', () => {
  it('doubles from half a second to ten seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(n => backoffDelay(n, 0))).toEqual([
      500, 1000, 2000, 4000, 8000, 10_000, 10_000,
    ]);
  });

  it('takes off a quarter at most', () => {
    expect(backoffDelay(0, 1)).toBe(375);
  });
});

describe('sleep', () => {
  it('ends at once when it is aborted', async () => {
    const abort = new AbortController();
    const slept = sleep(2 ** 30, abort.signal);
    abort.abort();
    await expect(slept).resolves.toBeUndefined();
  });
});

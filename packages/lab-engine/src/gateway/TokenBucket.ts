import { setTimeout as sleep } from 'node:timers/promises';

/** Spreads a burst: so many at once, then so many in a second. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at = performance.now();

  private constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
  }

  static create(options: { perSecond: number; burst: number }): TokenBucket {
    return new TokenBucket(options.perSecond, options.burst);
  }

  /** Resolves when the caller's turn has come. */
  async take(): Promise<void> {
    const now = performance.now();
    const earned = ((now - this.#at) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, this.#tokens + earned) - 1;
    this.#at = now;
    if (this.#tokens >= 0) return;
    // Below zero stands a debt: everybody behind waits for its own share of it.
    await sleep((-this.#tokens / this.#perSecond) * 1000);
  }
}

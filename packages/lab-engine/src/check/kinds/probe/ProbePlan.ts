/** Objects change together: a probe waits until nothing has changed for so long. */
const SETTLE_MS = 500;
/** Between the starts of two probes of one check. */
const INTERVAL_MS = 5_000;
const RETRY_MS = 15_000;
const RETRY_LIMIT_MS = 300_000;

/**
 * When a check probes: once for each state of what its result depends on, and
 * never while that does not change; again by itself only where there was no
 * result. It has no clock and starts no timer; times are milliseconds since
 * the epoch.
 */
export class ProbePlan {
  #digest: string | undefined;
  #changedAt = -Infinity;
  #startedAt = -Infinity;
  #retryAt = -Infinity;
  #failures = 0;
  #state: 'wanted' | 'running' | 'done' = 'wanted';

  static create(): ProbePlan {
    return new ProbePlan();
  }

  private constructor() {}

  /** When to start, unless something changes before; undefined when nothing is to be done. */
  get startAt(): number | undefined {
    if (this.#state !== 'wanted' || this.#digest === undefined) {
      return undefined;
    }
    return Math.max(
      this.#changedAt + SETTLE_MS,
      this.#startedAt + INTERVAL_MS,
      this.#retryAt,
    );
  }

  /** @returns whether what was known or is under way is out of date now */
  observe(digest: string, now: number): boolean {
    if (digest === this.#digest) return false;
    this.#digest = digest;
    this.#changedAt = now;
    this.#forgetFailures();
    this.#state = 'wanted';
    return true;
  }

  start(now: number): void {
    this.#startedAt = now;
    this.#state = 'running';
  }

  succeed(): void {
    this.#forgetFailures();
    this.#state = 'done';
  }

  /** There was no result. */
  fail(now: number): void {
    this.#retryAt =
      now + Math.min(RETRY_MS * 2 ** this.#failures, RETRY_LIMIT_MS);
    this.#failures += 1;
    this.#state = 'wanted';
  }

  #forgetFailures() {
    this.#failures = 0;
    this.#retryAt = -Infinity;
  }
}

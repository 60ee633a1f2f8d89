import type { Clock } from '../types';

/** A clock that a test moves by hand. */
export class ManualClock implements Clock {
  #now = Date.parse('2026-01-05T09:00:00Z');
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  now(): number {
    return this.#now;
  }

  schedule(delayMs: number, callback: () => void): () => void {
    const timer = { at: this.#now + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers that have not fired yet. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Moves on and calls what became due, in order of time. */
  advance(ms: number) {
    const until = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers]
        .filter(timer => timer.at <= until)
        .sort((a, b) => a.at - b.at);
      if (!next) {
        break;
      }
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = until;
  }
}

import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Clock } from './types';
import { sameVerdict } from './verdicts';

const RETRY_MS = 1_000;
const RETRY_LIMIT_MS = 30_000;

/**
 * Hands changed verdicts over, one call at a time. What changes during a call
 * goes into the next one, in its newest state; what changed back is left out.
 */
export class VerdictReporter {
  readonly #latest: () => Verdict[];
  readonly #onVerdicts: (verdicts: Verdict[]) => Promise<void> | void;
  readonly #clock: Clock;
  readonly #reported: Map<string, Verdict>;
  #busy = false;
  #stopped = false;
  #cancelRetry?: () => void;

  static create(options: {
    latest: () => Verdict[];
    known: Verdict[];
    onVerdicts: (verdicts: Verdict[]) => Promise<void> | void;
    clock: Clock;
  }): VerdictReporter {
    return new VerdictReporter(options);
  }

  private constructor(options: Parameters<typeof VerdictReporter.create>[0]) {
    this.#latest = options.latest;
    this.#onVerdicts = options.onVerdicts;
    this.#clock = options.clock;
    this.#reported = new Map(
      options.known.map(verdict => [verdict.checkId, verdict]),
    );
  }

  /** To be called whenever a verdict may have changed. */
  async report(): Promise<void> {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    let retryMs = RETRY_MS;
    let changed = this.#changed();
    while (changed.length > 0 && !this.#stopped) {
      if (await this.#handOver(changed)) {
        retryMs = RETRY_MS;
      } else {
        await this.#pause(retryMs);
        retryMs = Math.min(retryMs * 2, RETRY_LIMIT_MS);
      }
      changed = this.#changed();
    }
    this.#busy = false;
  }

  stop() {
    this.#stopped = true;
    this.#cancelRetry?.();
  }

  #changed(): Verdict[] {
    return this.#latest().filter(
      verdict => !sameVerdict(verdict, this.#reported.get(verdict.checkId)),
    );
  }

  async #handOver(verdicts: Verdict[]): Promise<boolean> {
    try {
      await this.#onVerdicts(verdicts);
    } catch {
      // The receiver knows why it refused; it is offered the newest state again.
      return false;
    }
    verdicts.forEach(verdict => this.#reported.set(verdict.checkId, verdict));
    return true;
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise(resolve => {
      this.#cancelRetry = this.#clock.schedule(delayMs, resolve);
    });
  }
}

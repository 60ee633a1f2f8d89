import type {
  Check,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CheckEvaluation } from './judge';
import { holdingMessage } from './messages';
import { stableForMs } from './stableFor';
import { sameText } from './verdicts';

/**
 * Turns what a check says from moment to moment into its verdict: a pass
 * counts after it has held without interruption for the stability window, and
 * is lost at once. `unknown` interrupts: nobody saw whether it still held.
 *
 * Pure: it has no clock and starts no timer.
 */
export class CheckTracker {
  readonly #checkId: string;
  readonly #stableForMs: number;
  #verdict: Verdict | undefined;
  /** Since when it holds without interruption. */
  #holdsSince: number | undefined;

  /** @param options - `known` is the verdict from before a restart; a pass stays one. */
  static create(options: { check: Check; known?: Verdict }): CheckTracker {
    return new CheckTracker(options.check, options.known);
  }

  private constructor(check: Check, known: Verdict | undefined) {
    this.#checkId = check.id;
    this.#stableForMs = stableForMs(check);
    this.#verdict = known;
    if (known?.outcome === 'passed') {
      this.#holdsSince = Date.parse(known.since) - this.#stableForMs;
    }
  }

  /** The latest verdict; undefined before the first evaluation. */
  get verdict(): Verdict | undefined {
    return this.#verdict;
  }

  /** When to observe again although nothing changes: the end of the window. */
  get holdsUntil(): number | undefined {
    const until = this.#verdict?.holdsUntil;
    return until === undefined ? undefined : Date.parse(until);
  }

  /** @param now - milliseconds since the epoch */
  observe(evaluation: CheckEvaluation, now: number): Verdict {
    const { outcome, message, reason, evidence } = this.#settle(
      evaluation,
      now,
    );
    const previous = this.#verdict;
    const unchanged =
      previous?.outcome === outcome && sameText(previous.message, message);
    const holdsUntil =
      evaluation.outcome === 'passed' && outcome === 'notYet'
        ? new Date(this.#holdsSince! + this.#stableForMs).toISOString()
        : undefined;
    this.#verdict = {
      checkId: this.#checkId,
      outcome,
      ...(message && { message }),
      ...(reason && { reason }),
      evidence,
      since: unchanged ? previous.since : new Date(now).toISOString(),
      ...(holdsUntil && { holdsUntil }),
    };
    return this.#verdict;
  }

  #settle(evaluation: CheckEvaluation, now: number): CheckEvaluation {
    if (evaluation.outcome !== 'passed') {
      this.#holdsSince = undefined;
      return evaluation;
    }
    this.#holdsSince ??= now;
    return now >= this.#holdsSince + this.#stableForMs
      ? evaluation
      : {
          outcome: 'notYet',
          message: holdingMessage(this.#stableForMs),
          evidence: evaluation.evidence,
        };
  }
}

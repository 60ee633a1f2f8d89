import type {
  Check,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { CheckTracker } from './CheckTracker';
import type { CheckEvaluation } from './judge';
import type { CheckEvaluator } from './kinds/types';
import { errorText, unfitMessage } from './messages';
import type { ObjectKind, ObjectSubscription } from './types';

/** One check of a session: what it says, and what becomes of that over time. */
export class WatchedCheck {
  readonly #evaluator: CheckEvaluator;
  readonly #tracker: CheckTracker;
  #latest?: CheckEvaluation;

  static create(options: {
    check: Check;
    evaluator: CheckEvaluator;
    known?: Verdict;
  }): WatchedCheck {
    return new WatchedCheck(options);
  }

  private constructor(options: Parameters<typeof WatchedCheck.create>[0]) {
    this.#evaluator = options.evaluator;
    this.#tracker = CheckTracker.create(options);
  }

  get verdict(): Verdict | undefined {
    return this.#tracker.verdict;
  }

  /** When this needs a look although no object changes. */
  get dueAt(): number {
    // A window known from before a restart says nothing until there was a read.
    const holdsUntil = this.#latest && this.#tracker.holdsUntil;
    return Math.min(this.#evaluator.dueAt ?? Infinity, holdsUntil ?? Infinity);
  }

  /**
   * Reads at once; the verdict moves with {@link WatchedCheck.apply}.
   *
   * @returns whether there was something to read
   */
  async evaluate(
    objects: Pick<ObjectSubscription, 'read'>,
    now: number,
  ): Promise<boolean> {
    try {
      this.#latest = await this.#evaluator.evaluate(objects, new Date(now));
    } catch (error) {
      this.#latest = {
        outcome: 'unknown',
        reason: 'error',
        message: unfitMessage(errorText(error)),
        evidence: [],
      };
    }
    return this.#latest !== undefined;
  }

  /** Kinds that say that it holds now; none while it does not. */
  get holdingKinds(): ObjectKind[] {
    return this.#latest?.outcome === 'passed' ? this.#evaluator.kinds : [];
  }

  /** Whether the latest evaluation would make a pass of what is none yet. */
  completes(now: number): boolean {
    return !!this.#latest && this.#tracker.completes(this.#latest, now);
  }

  /**
   * Takes the latest evaluation into the verdict.
   *
   * @param now - when it was read
   */
  apply(now: number) {
    if (this.#latest) {
      this.#tracker.observe(this.#latest, now);
    }
  }

  stop() {
    this.#evaluator.stop();
  }
}

import type {
  Check,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CelEngine } from '../cel';
import {
  bindResources,
  type BoundResource,
  sameResources,
} from './bindResources';
import { CheckTracker } from './CheckTracker';
import { evaluateBindings } from './evaluateCheck';
import type { CheckEvaluation } from './judge';
import type { ObjectSubscription } from './types';

const RETRY_MS = 5_000;
const RETRY_LIMIT_MS = 60_000;

/** One check of a session: evaluated only when its own objects changed. */
export class WatchedCheck {
  readonly #engine: CelEngine;
  readonly #check: Check;
  readonly #tracker: CheckTracker;
  #last?: { resources: BoundResource[]; evaluation: CheckEvaluation };
  #latest?: CheckEvaluation;
  #retryMs = RETRY_MS;
  #retryAt?: number;

  static create(options: {
    engine: CelEngine;
    check: Check;
    known?: Verdict;
  }): WatchedCheck {
    return new WatchedCheck(options);
  }

  private constructor(options: Parameters<typeof WatchedCheck.create>[0]) {
    this.#engine = options.engine;
    this.#check = options.check;
    this.#tracker = CheckTracker.create(options);
  }

  get verdict(): Verdict | undefined {
    return this.#tracker.verdict;
  }

  /** When this needs a look although no object changes. */
  get dueAt(): number {
    return this.#latest
      ? Math.min(
          this.#retryAt ?? Infinity,
          this.#tracker.holdsUntil ?? Infinity,
        )
      : Infinity;
  }

  /** Reads at once, evaluates if needed; the verdict moves with {@link apply}. */
  async evaluate(
    objects: Pick<ObjectSubscription, 'read'>,
    now: number,
  ): Promise<boolean> {
    const bindings = bindResources(this.#check, objects);
    const resources =
      bindings.state === 'bound' ? bindings.resources : undefined;
    if (
      resources &&
      this.#last &&
      sameResources(this.#last.resources, resources) &&
      !(this.#retryAt !== undefined && this.#retryAt <= now)
    ) {
      this.#latest = this.#last.evaluation;
      return true;
    }
    const evaluation = await evaluateBindings({
      engine: this.#engine,
      check: this.#check,
      bindings,
      now: new Date(now),
    });
    this.#last = resources && evaluation && { resources, evaluation };
    this.#latest = evaluation;
    this.#planRetry(evaluation, now);
    return evaluation !== undefined;
  }

  /** Takes the latest evaluation into the verdict. */
  apply(now: number) {
    if (this.#latest) {
      this.#tracker.observe(this.#latest, now);
    }
  }

  #planRetry(evaluation: CheckEvaluation | undefined, now: number) {
    if (evaluation?.retry) {
      this.#retryAt = now + this.#retryMs;
      this.#retryMs = Math.min(this.#retryMs * 2, RETRY_LIMIT_MS);
    } else {
      this.#retryAt = undefined;
      this.#retryMs = RETRY_MS;
    }
  }
}

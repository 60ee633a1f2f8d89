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
  /** Objects that the check names, one by one. */
  readonly #named: Set<string>;
  /** Uids of those that it last held for. */
  #heldFor = '';
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
    this.#named = namedObjects(check);
    this.#verdict = known;
    if (known?.outcome === 'passed') {
      this.#holdsSince = known.holdsSince
        ? Date.parse(known.holdsSince)
        : Date.parse(known.since) - this.#stableForMs;
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

  /** Whether this would make a pass of what is none yet. */
  completes(evaluation: CheckEvaluation, now: number): boolean {
    return (
      evaluation.outcome === 'passed' &&
      this.#verdict?.outcome !== 'passed' &&
      now >= this.#holdsFrom(evaluation, now) + this.#stableForMs
    );
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
    const holdsSince = this.#holdsSince;
    const holds = holdsSince !== undefined && {
      holdsSince: new Date(holdsSince).toISOString(),
    };
    const waits = holdsSince !== undefined &&
      outcome === 'notYet' && {
        holdsUntil: new Date(holdsSince + this.#stableForMs).toISOString(),
      };
    this.#verdict = {
      checkId: this.#checkId,
      outcome,
      ...(message && { message }),
      ...(reason && { reason }),
      evidence,
      since: unchanged ? previous.since : new Date(now).toISOString(),
      ...waits,
      ...holds,
    };
    return this.#verdict;
  }

  #settle(evaluation: CheckEvaluation, now: number): CheckEvaluation {
    if (evaluation.outcome !== 'passed') {
      this.#holdsSince = undefined;
      return evaluation;
    }
    // A pass may come from a replica whose clock is ahead of this one.
    const isPass =
      this.#verdict?.outcome === 'passed' || this.completes(evaluation, now);
    this.#holdsSince = this.#holdsFrom(evaluation, now);
    this.#heldFor = this.#uidsOf(evaluation);
    return isPass
      ? evaluation
      : {
          outcome: 'notYet',
          message: holdingMessage(this.#stableForMs),
          evidence: evaluation.evidence,
        };
  }

  /** Another object of the same name has not held for any time yet. */
  #holdsFrom(evaluation: CheckEvaluation, now: number): number {
    const isPass = this.#verdict?.outcome === 'passed';
    const isSame = isPass || this.#uidsOf(evaluation) === this.#heldFor;
    return (isSame ? this.#holdsSince : undefined) ?? now;
  }

  #uidsOf({ evidence }: CheckEvaluation): string {
    return evidence
      .filter(each => this.#named.has(keyOf(each)))
      .map(({ uid }) => uid)
      .join();
  }
}

function namedObjects({ resources, nested }: Check): Set<string> {
  const bindings = [resources, nested ?? {}].flatMap(each =>
    Object.values(each),
  );
  return new Set(
    bindings.flatMap(binding => ('name' in binding ? keyOf(binding) : [])),
  );
}

function keyOf(object: { apiVersion: string; kind: string; name: string }) {
  return `${object.apiVersion}/${object.kind}/${object.name}`;
}

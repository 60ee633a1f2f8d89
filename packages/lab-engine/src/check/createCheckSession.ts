import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CelEngine } from '../cel';
import type { CheckSession, CheckSessionOptions } from '../runtime/types';
import { systemClock } from './clock';
import { distinctKinds } from './distinctKinds';
import type { CheckKindRegistry } from './kinds/CheckKindRegistry';
import type { CheckActors } from './kinds/types';
import type { Clock, ObjectSource, ObjectSubscription } from './types';
import { VerdictReporter } from './VerdictReporter';
import { WatchedCheck } from './WatchedCheck';

/** Shortest time between two evaluations of a session. */
const EVALUATION_INTERVAL_MS = 100;

/** What is watched, with what, and who is told. */
export interface CreateCheckSessionOptions
  extends Omit<CheckSessionOptions, 'sandbox'> {
  /** Objects of the sandbox. */
  source: ObjectSource;
  /** Who asks the API server, where objects are not enough. */
  actors: CheckActors;
  kinds: Pick<CheckKindRegistry, 'open'>;
  engine: CelEngine;
  /** The process's time if absent. */
  clock?: Clock;
}

class SourceCheckSession implements CheckSession {
  readonly #checks: WatchedCheck[];
  readonly #reporter: VerdictReporter;
  readonly #clock: Clock;
  readonly #subscription: ObjectSubscription;
  #changed = true;
  #changes = 0;
  #running = false;
  #ended = false;
  #started = false;
  #evaluatedAt = -Infinity;
  #ranAt = -Infinity;
  #cancelTimer?: () => void;

  constructor(options: CreateCheckSessionOptions) {
    const { checks, kinds, source, known = [] } = options;
    const { clock = systemClock } = options;
    const { engine, files, answers, pins } = options;
    this.#clock = clock;
    const context = { ...options.actors, engine, clock, files, answers, pins };
    const onChange = () => {
      this.#changed = true;
      this.#changes += 1;
      this.#plan();
    };
    const evaluators = checks.map(check =>
      kinds.open({ check, context, onChange }),
    );
    this.#checks = checks.map((check, index) =>
      WatchedCheck.create({
        check,
        evaluator: evaluators[index],
        known: known.find(verdict => verdict.checkId === check.id),
      }),
    );
    this.#reporter = VerdictReporter.create({
      latest: () => this.current(),
      known,
      onVerdicts: options.onVerdicts,
      clock,
    });
    const watched = evaluators.flatMap(evaluator => evaluator.kinds);
    this.#subscription = source.subscribe(distinctKinds(watched), onChange);
  }

  start() {
    this.#started = true;
    this.#plan();
  }

  current(): Verdict[] {
    return this.#checks.flatMap(check => check.verdict ?? []);
  }

  allPassed(): boolean {
    return this.#checks.every(check => check.verdict?.outcome === 'passed');
  }

  async stop(): Promise<void> {
    this.#ended = true;
    this.#cancelTimer?.();
    this.#reporter.stop();
    this.#checks.forEach(check => check.stop());
    this.#subscription.stop();
  }

  /** Runs as soon as it may: at once, at the end of the interval, or when a check is due. */
  #plan() {
    if (this.#running || this.#ended || !this.#started) {
      return;
    }
    this.#cancelTimer?.();
    const dueAt = this.#changed
      ? this.#evaluatedAt + EVALUATION_INTERVAL_MS
      : Math.max(
          this.#ranAt + EVALUATION_INTERVAL_MS,
          Math.min(...this.#checks.map(check => check.dueAt)),
        );
    const delayMs = dueAt - this.#clock.now();
    if (delayMs <= 0) {
      void this.#run();
    } else if (delayMs < Infinity) {
      this.#cancelTimer = this.#clock.schedule(delayMs, () => this.#run());
    }
  }

  async #run() {
    this.#running = true;
    this.#changed = false;
    const startedAt = this.#clock.now();
    this.#ranAt = startedAt;
    // All checks read in this very moment, and their verdicts move together:
    // "all passed" is never made of different moments.
    const evaluated = await Promise.all(
      this.#checks.map(check => check.evaluate(this.#subscription, startedAt)),
    );
    const isConfirmed = await this.#confirm(startedAt);
    this.#running = false;
    if (this.#ended) {
      return;
    }
    if (evaluated.includes(true)) {
      this.#evaluatedAt = startedAt;
    }
    if (isConfirmed) {
      // What was read says nothing about the time that the evaluation took.
      this.#checks.forEach(check => check.apply(startedAt));
      void this.#reporter.report();
    }
    this.#plan();
  }

  /**
   * Whether a pass that would be one from now on may be believed: a watch that
   * hangs would complete it with objects that are long gone. All that holds is
   * confirmed, since together it may be what solves a task.
   */
  async #confirm(now: number): Promise<boolean> {
    if (!this.#checks.some(check => check.completes(now))) {
      return true;
    }
    const changes = this.#changes;
    const kinds = this.#checks.flatMap(check => check.holdingKinds);
    await this.#subscription.confirm?.(distinctKinds(kinds));
    return changes === this.#changes;
  }
}

/**
 * Evaluates checks whenever their objects change and reports verdicts that
 * changed. A check that was never read has no verdict yet, and nothing is
 * reported while `stop` is called or after it; a call of `onVerdicts` that is
 * under way is not waited for, so it may stop the session itself.
 */
export function createCheckSession(
  options: CreateCheckSessionOptions,
): CheckSession {
  const session = new SourceCheckSession(options);
  session.start();
  return session;
}

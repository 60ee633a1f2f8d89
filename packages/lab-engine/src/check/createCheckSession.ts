import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CelEngine } from '../cel';
import type { CheckSession, CheckSessionOptions } from '../runtime/types';
import { kindsOf } from './bindResources';
import { systemClock } from './clock';
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
  #running = false;
  #stopped = false;
  #evaluatedAt = -Infinity;
  #cancelTimer?: () => void;

  constructor(options: CreateCheckSessionOptions) {
    const { checks, engine, known = [], clock = systemClock } = options;
    this.#clock = clock;
    this.#checks = checks.map(check =>
      WatchedCheck.create({
        engine,
        check,
        known: known.find(verdict => verdict.checkId === check.id),
      }),
    );
    this.#reporter = VerdictReporter.create({
      latest: () => this.current(),
      known,
      onVerdicts: options.onVerdicts,
      clock,
    });
    this.#subscription = options.source.subscribe(kindsOf(checks), () => {
      this.#changed = true;
      this.#plan();
    });
  }

  start() {
    this.#plan();
  }

  current(): Verdict[] {
    return this.#checks.flatMap(check => check.verdict ?? []);
  }

  allPassed(): boolean {
    return this.#checks.every(check => check.verdict?.outcome === 'passed');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    this.#reporter.stop();
    this.#subscription.stop();
  }

  /** Runs as soon as it may: at once, at the end of the interval, or when a check is due. */
  #plan() {
    if (this.#running || this.#stopped) {
      return;
    }
    this.#cancelTimer?.();
    const dueAt = this.#changed
      ? this.#evaluatedAt + EVALUATION_INTERVAL_MS
      : Math.min(...this.#checks.map(check => check.dueAt));
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
    // All checks read in this very moment, and their verdicts move together:
    // "all passed" is never made of different moments.
    const evaluated = await Promise.all(
      this.#checks.map(check => check.evaluate(this.#subscription, startedAt)),
    );
    this.#running = false;
    if (this.#stopped) {
      return;
    }
    if (evaluated.includes(true)) {
      this.#evaluatedAt = startedAt;
    }
    this.#checks.forEach(check => check.apply(this.#clock.now()));
    void this.#reporter.report();
    this.#plan();
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

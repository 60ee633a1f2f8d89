import { setTimeout as delay } from 'node:timers/promises';
import { whyOver } from '../ends';
import { RETRY_LAST_MS } from '../limits';
import { expireAttempt, findAttempt } from '../operations';
import type { Attempt, Claim } from '../types';
import type { WorkerContext } from './context';
import { prepareSandbox } from './prepareSandbox';
import { removeSandbox } from './removeSandbox';
import { watchAttempt } from './watchAttempt';

type Phase = 'prepare' | 'watch' | 'expire' | 'remove' | 'done';

function phaseOf(attempt: Attempt): Phase {
  if (attempt.sandboxGoneAt) {
    return 'done';
  }
  if (attempt.endedAt) {
    return 'remove';
  }
  if (whyOver(attempt)) {
    return 'expire';
  }
  return attempt.state === 'ready' || attempt.state === 'passed'
    ? 'watch'
    : 'prepare';
}

/**
 * One claimed attempt, driven by its row: whatever the row says now decides
 * what is done now. Nothing is remembered from one phase to the next.
 */
export class AttemptRun {
  readonly claim: Claim;
  /** Settles once the run does nothing any more. */
  readonly done: Promise<void>;
  readonly #context: WorkerContext;
  readonly #stopped = new AbortController();
  #phase?: Phase;
  #phaseOver = new AbortController();

  static start(context: WorkerContext, claim: Claim): AttemptRun {
    return new AttemptRun(context, claim);
  }

  private constructor(context: WorkerContext, claim: Claim) {
    this.#context = context;
    this.claim = claim;
    this.done = this.#run();
  }

  /** Tells the run about the newest row: a phase that no longer fits ends. */
  observe(attempt: Attempt): void {
    if (this.#phase && phaseOf(attempt) !== this.#phase) {
      this.#phaseOver.abort();
    }
  }

  /** Ends the run where it is; another worker can go on. */
  stop(): void {
    this.#stopped.abort();
  }

  async #run(): Promise<void> {
    const { knex, logger } = this.#context;
    const { id, fencingToken } = this.claim;
    while (!this.#stopped.signal.aborted) {
      this.#phaseOver = new AbortController();
      const signal = AbortSignal.any([
        this.#stopped.signal,
        this.#phaseOver.signal,
      ]);
      try {
        const attempt = await findAttempt({ knex, id });
        if (attempt?.fencingToken !== fencingToken) {
          return;
        }
        this.#phase = phaseOf(attempt);
        if (this.#phase === 'done') {
          return;
        }
        await this.#do(this.#phase, attempt, signal);
      } catch (error) {
        if (!signal.aborted) {
          logger.error(`Attempt ${id} is tried again`, error as Error);
          await delay(RETRY_LAST_MS, undefined, { signal }).catch(() => {});
        }
      }
    }
  }

  async #do(phase: Phase, attempt: Attempt, signal: AbortSignal) {
    switch (phase) {
      case 'prepare':
        return prepareSandbox(this.#context, attempt, signal);
      case 'watch':
        return watchAttempt(this.#context, attempt, signal);
      case 'expire':
        return this.#expire();
      default:
        return removeSandbox(this.#context, attempt, signal);
    }
  }

  async #expire(): Promise<void> {
    const { knex, signals } = this.#context;
    await knex.transaction(trx => expireAttempt({ trx, attempt: this.claim }));
    signals.changed(this.claim.id);
  }
}

import type { SchedulerService } from '@backstage/backend-plugin-api';
import { randomUUID } from 'node:crypto';
import { HEARTBEAT_MS, SWEEP_INTERVAL_MS } from '../limits';
import {
  announceQueues,
  claimAttempts,
  releaseLeasesOfLastProcess,
  releaseLeases,
  renewLeases,
} from '../operations';
import { AttemptRun } from './AttemptRun';
import type { WorkerContext } from './context';
import { sweepSandboxes } from './sweepSandboxes';

/** What an {@link AttemptWorker} works with. */
export interface AttemptWorkerOptions extends WorkerContext {
  scheduler: SchedulerService;
}

/**
 * Drives the attempts this process has claimed. Every few seconds it renews
 * its claims and looks for new ones, in the database only; a signal from
 * within the process makes it look at once.
 */
export class AttemptWorker {
  readonly #context: WorkerContext;
  readonly #scheduler: SchedulerService;
  readonly #owner = randomUUID();
  readonly #runs = new Map<string, AttemptRun>();
  #heartbeat?: NodeJS.Timeout;
  #unsubscribe = () => {};
  #looking?: Promise<void>;
  #lookAgain = false;
  #stopped = false;

  static create(options: AttemptWorkerOptions): AttemptWorker {
    return new AttemptWorker(options);
  }

  private constructor(options: AttemptWorkerOptions) {
    const { scheduler, ...context } = options;
    this.#context = context;
    this.#scheduler = scheduler;
  }

  /** Begins to claim attempts, and to sweep. */
  async start(): Promise<void> {
    const { knex, signals } = this.#context;
    await releaseLeasesOfLastProcess({ knex });
    this.#unsubscribe = signals.onWake(() => this.#look());
    this.#heartbeat = setInterval(() => this.#look(), HEARTBEAT_MS);
    this.#look();
    await this.#scheduler.scheduleTask({
      id: 'academy-sandbox-sweep',
      frequency: { milliseconds: SWEEP_INTERVAL_MS },
      timeout: { milliseconds: SWEEP_INTERVAL_MS },
      scope: 'global',
      fn: () => sweepSandboxes(this.#context),
    });
  }

  /** Stops where it is and releases every claim, so that others go on at once. */
  async stop(): Promise<void> {
    const { knex } = this.#context;
    this.#stopped = true;
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    await this.#looking;
    for (const run of this.#runs.values()) {
      run.stop();
    }
    await Promise.all([...this.#runs.values()].map(({ done }) => done));
    await releaseLeases({ knex, owner: this.#owner });
  }

  /** One look at a time; a hint during a look causes another one after it. */
  #look(): void {
    if (this.#looking || this.#stopped) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = this.#renewAndClaim()
      .catch(error =>
        this.#context.logger.error('Attempts could not be claimed', error),
      )
      .finally(() => {
        this.#looking = undefined;
        if (this.#lookAgain) {
          this.#lookAgain = false;
          this.#look();
        }
      });
  }

  async #renewAndClaim(): Promise<void> {
    const { knex, runtime, signals, lifetimes } = this.#context;
    const owner = this.#owner;
    const runs = [...this.#runs.values()];
    const held = await renewLeases({
      knex,
      owner,
      claims: runs.map(({ claim }) => claim),
    });
    const rows = new Map(held.map(attempt => [attempt.id, attempt]));
    for (const run of runs) {
      const attempt = rows.get(run.claim.id);
      if (attempt) {
        run.observe(attempt);
      } else {
        run.stop();
      }
    }
    const clusters = runtime.clusters();
    const claimed = await claimAttempts({
      knex,
      owner,
      places: new Map(
        clusters.map(({ name, state, maxSandboxes }) => [
          name,
          state === 'ready' ? maxSandboxes : 0,
        ]),
      ),
      held: [...this.#runs.keys()],
      lifetimes,
    });
    for (const { id, fencingToken } of claimed) {
      this.#begin(AttemptRun.start(this.#context, { id, fencingToken }));
    }
    const moved = await announceQueues({ knex, clusters });
    moved.forEach(id => signals.changed(id));
  }

  #begin(run: AttemptRun): void {
    const { id } = run.claim;
    this.#context.signals.changed(id);
    this.#runs.set(id, run);
    run.done.then(() => {
      this.#runs.delete(id);
      // A sandbox that is gone has left its place to the next in the queue.
      this.#look();
    });
  }
}

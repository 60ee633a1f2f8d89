import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  ApplyResult,
  AttemptEvent,
  AttemptView,
  IssuedKubeconfig,
  RevealedHint,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  LabRuntime,
  SandboxRef,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import { sandboxName } from '@kubernetes-academy/lab-engine';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type {
  AttemptHistory,
  ContentService,
  PastAttempt,
  ProgressStore,
} from '../types';
import type { AttemptSignals } from './AttemptSignals';
import { readAttemptView, toAttemptHead } from './attemptView';
import { newSeed } from './challenge/seed';
import { chooseCluster } from './chooseCluster';
import { whyOver } from './ends';
import { findOwn, type OwnAttempt } from './findOwn';
import { followEvents } from './followEvents';
import { labContent, type LabContent } from './labContent';
import { asHttp } from './labErrors';
import { activityStepMs, type Lifetimes } from './lifetimes';
import { ABANDONED, preparing } from './messages';
import {
  countHints,
  createAttempt,
  endAttempt,
  extendAttempt,
  listAnswersOfLearner,
  listAttempts,
  noteActivity,
  readStops,
  resetAttempt,
  revealHint,
} from './operations';
import type { Attempt } from './types';

/** What an {@link AttemptService} works with. */
export interface AttemptServiceOptions {
  knex: Knex;
  content: ContentService;
  progress: ProgressStore;
  signals: AttemptSignals;
  /** Absent while no training cluster is configured. */
  runtime?: LabRuntime;
  /** Label value of this portal. */
  instance: string;
  lifetimes: Lifetimes;
  perLearner: number;
}

/**
 * What learners do with their attempts. It writes rows and leaves the cluster
 * to the worker, except where the learner waits for the cluster's own answer.
 */
export class AttemptService implements AttemptHistory {
  readonly #options: AttemptServiceOptions;
  readonly #knex: Knex;
  readonly #signals: AttemptSignals;

  static create(options: AttemptServiceOptions): AttemptService {
    return new AttemptService(options);
  }

  private constructor(options: AttemptServiceOptions) {
    this.#options = options;
    this.#knex = options.knex;
    this.#signals = options.signals;
  }

  /**
   * Requests a sandbox for a lab, or for one scenario of a challenge.
   *
   * @throws NotFoundError, InputError for a unit that has no lab, ConflictError
   * while another attempt is active, ServiceUnavailableError without a cluster.
   */
  async create(request: {
    userRef: string;
    unitId: UnitId;
    scenario?: string;
    cluster?: string;
  }): Promise<AttemptView> {
    const { userRef, unitId, scenario } = request;
    const { content, progress, runtime, instance, lifetimes, perLearner } =
      this.#options;
    const unit = content.unit(unitId);
    if (!unit) {
      throw new NotFoundError(`There is no unit ${unitId}`);
    }
    const { spec } = unit;
    if (spec.kind === 'Lesson') {
      throw new InputError(`${unitId} is a lesson; it has no lab to start`);
    }
    if (spec.kind === 'Challenge' && scenario === undefined) {
      const known = spec.scenarios.map(({ id }) => id).join(', ');
      throw new InputError(`Choose a scenario of ${unitId}: ${known}`);
    }
    const seed = newSeed();
    const namespace = sandboxName({ unit: unitId, userRef, secret: instance });
    const lab = labContent(unit, { scenario, seed, namespace });
    if (!lab) {
      throw new NotFoundError(`${unitId} has no scenario ${scenario}`);
    }
    const isStopped = await readStops({ knex: this.#knex });
    const cluster = chooseCluster({
      clusters: runtime?.clusters() ?? [],
      unit,
      isStopped: name => isStopped(name) !== undefined,
      wanted: request.cluster,
    });

    const id = randomUUID();
    await this.#knex.transaction(async trx => {
      await createAttempt({
        trx,
        perLearner,
        attempt: {
          id,
          userRef,
          unitId,
          scenario,
          contentHash: lab.hash,
          cluster,
          namespace,
          expiresAt: new Date(Date.now() + lifetimes.ttlMs),
          seed,
        },
      });
      await progress.recordStarted({ trx, userRef, unitId });
    });
    this.#signals.wake();
    return this.view({ id, userRef });
  }

  /** @throws NotFoundError */
  async view(own: OwnAttempt): Promise<AttemptView> {
    return readAttemptView({
      knex: this.#knex,
      id: own.id,
      clusters: this.#options.runtime?.clusters() ?? [],
      read: () => this.#find(own),
    });
  }

  /** The learner's attempts, newest first. */
  async list(filter: {
    userRef: string;
    unitId?: UnitId;
    active?: boolean;
  }): Promise<AttemptView[]> {
    const attempts = await listAttempts({ knex: this.#knex, ...filter });
    return Promise.all(attempts.map(attempt => this.view(attempt)));
  }

  /** All attempts of the learner, newest first, as their record shows them. */
  async history(userRef: string): Promise<PastAttempt[]> {
    const attempts = await listAttempts({ knex: this.#knex, userRef });
    const hints = await countHints({ knex: this.#knex, userRef });
    const answers = await listAnswersOfLearner({ knex: this.#knex, userRef });
    return attempts.map(attempt => ({
      ...toAttemptHead(attempt),
      answers: answers.get(attempt.id) ?? {},
      hintsRevealed: hints.get(attempt.id) ?? 0,
    }));
  }

  /**
   * The attempt's events after a cursor, until it has ended and all were given.
   *
   * @throws NotFoundError
   */
  async events(
    own: OwnAttempt & { after: number; signal: AbortSignal },
  ): Promise<AsyncIterable<AttemptEvent>> {
    const { after, signal } = own;
    const attempt = await this.#find(own);
    return followEvents({
      knex: this.#knex,
      signals: this.#signals,
      attempt,
      after,
      signal,
      presence: {
        everyMs: activityStepMs(this.#options.lifetimes),
        note: () => this.#active(own),
      },
    });
  }

  /**
   * The next hint of a task, or of the scenario.
   *
   * @throws NotFoundError for an unknown task, ConflictError when none is left.
   */
  async revealHint(
    own: OwnAttempt & { taskId: string },
  ): Promise<RevealedHint> {
    const { taskId } = own;
    const attempt = await this.#find(own);
    const hints = this.#content(attempt)?.hints.get(taskId);
    if (!hints) {
      throw new NotFoundError(`${attempt.unitId} has no task ${taskId} here`);
    }
    const hint = await this.#knex.transaction(trx =>
      revealHint({ trx, attempt, taskId, hints }),
    );
    this.#signals.changed(attempt.id);
    await this.#active(own);
    return hint;
  }

  /** @throws NotFoundError, ConflictError unless the attempt is ready. */
  async reset(own: OwnAttempt): Promise<AttemptView> {
    const attempt = await this.#find(own);
    const message = preparing(attempt);
    await this.#knex.transaction(trx =>
      resetAttempt({ trx, attempt, message }),
    );
    await this.#active(own);
    this.#touched(attempt);
    return this.view(own);
  }

  /** Ends the attempt; its sandbox goes in the background. @throws NotFoundError */
  async end(own: OwnAttempt): Promise<AttemptView> {
    const attempt = await this.#find(own);
    await this.#knex.transaction(trx =>
      endAttempt({ trx, attempt: own, to: 'abandoned', message: ABANDONED }),
    );
    this.#touched(attempt);
    return this.view(own);
  }

  /**
   * Gives the attempt more time, up to its hard end.
   *
   * @throws NotFoundError, ConflictError when there is no more to give.
   */
  async extend(own: OwnAttempt): Promise<AttemptView> {
    const { id } = await this.#find(own);
    const { lifetimes } = this.#options;
    await this.#knex.transaction(trx => extendAttempt({ trx, id, lifetimes }));
    this.#signals.changed(id);
    return this.view(own);
  }

  /** @throws NotFoundError, ConflictError unless the sandbox is usable. */
  async issueKubeconfig(own: OwnAttempt): Promise<IssuedKubeconfig> {
    const { runtime, sandbox } = await this.#sandbox(own);
    return asHttp(() => runtime.issueKubeconfig(sandbox));
  }

  /** @throws NotFoundError, ConflictError unless the sandbox is usable. */
  async apply(
    own: OwnAttempt & { yaml: string; dryRun?: boolean },
  ): Promise<ApplyResult> {
    const { yaml, dryRun } = own;
    const { runtime, sandbox } = await this.#sandbox(own);
    return asHttp(() => runtime.applyAsLearner(sandbox, yaml, { dryRun }));
  }

  /** The learner does something, so the attempt is not idle. */
  async #active({ id }: OwnAttempt): Promise<void> {
    const { lifetimes } = this.#options;
    const noted = await this.#knex.transaction(trx =>
      noteActivity({ trx, id, lifetimes }),
    );
    if (noted) {
      this.#signals.changed(id);
    }
  }

  #touched(attempt: Attempt): void {
    this.#signals.changed(attempt.id);
    this.#signals.wake();
  }

  #content(attempt: Attempt): LabContent | undefined {
    const unit = this.#options.content.unit(attempt.unitId);
    return unit && labContent(unit, attempt);
  }

  #find(own: OwnAttempt): Promise<Attempt> {
    return findOwn({ knex: this.#knex, own });
  }

  /** The attempt's own sandbox: cluster and namespace never come from a request. */
  async #sandbox(
    own: OwnAttempt,
  ): Promise<{ runtime: LabRuntime; sandbox: SandboxRef }> {
    const { runtime } = this.#options;
    const attempt = await this.#find(own);
    const { state, endedAt, cluster, namespace } = attempt;
    const usable = state === 'ready' || state === 'passed';
    if (!usable || endedAt || whyOver(attempt) || !attempt.sandboxUid) {
      throw new ConflictError(
        endedAt
          ? `Attempt ${own.id} has ended and its sandbox is gone`
          : `The sandbox of attempt ${own.id} is not ready; the attempt is ${state}`,
      );
    }
    if (!runtime) {
      throw new ServiceUnavailableError(
        `The training cluster ${cluster} is no longer configured`,
      );
    }
    await this.#active(own);
    const sandbox = { cluster, namespace, uid: attempt.sandboxUid };
    return { runtime, sandbox };
  }
}

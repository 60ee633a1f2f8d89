import type {
  AttemptState,
  LocalizedText,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { SandboxRef } from '@kubernetes-academy/backstage-plugin-academy-node';
import type { LabContent } from '../labContent';
import {
  HEALTHY_LIMIT_MS,
  INJECT_LIMIT_MS,
  PROVISION_LIMIT_MS,
} from '../limits';
import { asLabError } from '../labErrors';
import { NOT_HEALTHY, preparing, retrying } from '../messages';
import { assertHeld, transitionAttempt } from '../operations';
import type { Attempt } from '../types';
import { sandboxOf, type WorkerContext } from './context';
import { cleanSandbox, injectScenario } from './injectScenario';
import { persist } from './persist';
import { StepError } from './StepError';

const STEP_LIMITS_MS = {
  provision: PROVISION_LIMIT_MS,
  inject: INJECT_LIMIT_MS,
};

interface PreparationOptions {
  context: WorkerContext;
  attempt: Attempt;
  lab: LabContent;
  signal: AbortSignal;
}

/**
 * The way of one attempt to `ready`. Any step may have been done before, by a
 * worker that died or before a reset: sandboxes are provisioned idempotently,
 * what a dead worker did to them is undone or done again, and what a learner
 * did is wiped.
 */
export class Preparation {
  readonly #context: WorkerContext;
  readonly #attempt: Attempt;
  readonly #lab: LabContent;
  readonly #signal: AbortSignal;
  #state: AttemptState;

  static create(options: PreparationOptions): Preparation {
    return new Preparation(options);
  }

  private constructor(options: PreparationOptions) {
    this.#context = options.context;
    this.#attempt = options.attempt;
    this.#lab = options.lab;
    this.#signal = options.signal;
    this.#state = options.attempt.state;
  }

  /** Stops early, without an error, when the attempt is no longer ours to move. */
  async run(): Promise<void> {
    let sandbox = sandboxOf(this.#attempt);
    if (!sandbox) {
      sandbox = await this.#provision();
      const next = this.#lab.setup.length > 0 ? 'injecting' : 'ready';
      const { uid: sandboxUid, namespace } = sandbox;
      const set = { sandboxUid, namespace };
      const moved = await this.#move(next, set);
      // What is applied names the namespace: read anew if it is another one.
      const renamed = namespace !== this.#attempt.namespace;
      if (!moved || renamed || next === 'ready') {
        return;
      }
    }
    await this.#inject(sandbox);
    await this.#move('ready');
  }

  async #provision(): Promise<SandboxRef> {
    const { id: attemptId, cluster, namespace, expiresAt } = this.#attempt;
    const { runtime, instance } = this.#context;
    const { profile } = this.#lab;
    const owner = { instance, attemptId };
    let told: Promise<unknown> = Promise.resolve();
    const onStep = (text: LocalizedText) => {
      told = told.then(() => this.#move(this.#state, {}, text));
    };
    const input = { cluster, namespace, owner, expiresAt, profile, onStep };
    return this.#step('provision', async signal => {
      const sandbox = await runtime.provision(input, signal);
      await told;
      return sandbox;
    });
  }

  async #inject(sandbox: SandboxRef): Promise<void> {
    const { knex, runtime } = this.#context;
    const claim = this.#attempt;
    const { setup, faults } = this.#lab;
    const common = { context: this.#context, attempt: claim, sandbox };
    let { dirty } = claim;
    await this.#step('inject', async signal => {
      await cleanSandbox({ ...common, dirty, signal });
      dirty = false;
      await assertHeld({ knex, claim });
      const applied =
        setup.length > 0 ? await runtime.applySetup(sandbox, setup) : [];
      if (faults.length === 0) {
        return;
      }
      await this.#waitUntilHealthy(sandbox, signal);
      await injectScenario({ ...common, lab: this.#lab, applied, signal });
    });
  }

  /** A fault is only worth proving in something that worked before it. */
  async #waitUntilHealthy(sandbox: SandboxRef, signal: AbortSignal) {
    const { healthy, files } = this.#lab;
    const options = { files, timeoutMs: HEALTHY_LIMIT_MS, signal };
    if (healthy.length === 0) {
      return;
    }
    try {
      const { runtime } = this.#context;
      await runtime.waitUntilPassed(sandbox, healthy, options);
    } catch (error) {
      throw asLabError(error)?.code === 'timeout'
        ? new StepError('fault-not-proven', NOT_HEALTHY)
        : error;
    }
  }

  #step<T>(
    step: keyof typeof STEP_LIMITS_MS,
    action: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const limitMs = STEP_LIMITS_MS[step][this.#lab.profile];
    const onRetry = async (reason: Parameters<typeof retrying>[0]) => {
      await this.#move(this.#state, {}, retrying(reason));
    };
    const options = { step, limitMs, signal: this.#signal, onRetry };
    return persist(options, action);
  }

  async #move(
    to: AttemptState,
    set: Parameters<typeof transitionAttempt>[0]['set'] = {},
    message = to === 'ready' ? undefined : preparing(this.#attempt),
  ): Promise<boolean> {
    const { knex, signals } = this.#context;
    const moved = await transitionAttempt({
      knex,
      claim: this.#attempt,
      from: this.#state,
      to,
      message,
      // The learner is let in: whatever comes next begins with a wipe.
      set: to === 'ready' ? { ...set, readyAt: new Date(), dirty: true } : set,
    });
    if (moved) {
      this.#state = to;
      signals.changed(this.#attempt.id);
    }
    return moved;
  }
}

import type {
  AttemptState,
  LocalizedText,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { SandboxRef } from '@kubernetes-academy/backstage-plugin-academy-node';
import type { LabContent } from '../labContent';
import {
  HEALTHY_LIMIT_MS,
  INJECT_LIMIT_MS,
  PROOF_LIMIT_MS,
  PROOF_WINDOW_MS,
  PROVISION_LIMIT_MS,
} from '../limits';
import { asLabError } from '../labErrors';
import { NOT_HEALTHY, preparing, retrying } from '../messages';
import {
  markFaultsReverted,
  recordFault,
  transitionAttempt,
} from '../operations';
import type { Attempt } from '../types';
import { sandboxOf, type WorkerContext } from './context';
import { persist } from './persist';
import { StepError } from './StepError';

interface PreparationOptions {
  context: WorkerContext;
  attempt: Attempt;
  lab: LabContent;
  signal: AbortSignal;
}

/**
 * The way of one attempt to `ready`. Any step may have been done before, by a
 * worker that died or before a reset: sandboxes are provisioned idempotently,
 * and whatever else is in them is wiped before it is applied again.
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
      const set = { sandboxUid: sandbox.uid, dirty: true } as const;
      if (!(await this.#move(next, set)) || next === 'ready') {
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
    return this.#step(PROVISION_LIMIT_MS[profile], async signal => {
      const sandbox = await runtime.provision(input, signal);
      await told;
      return sandbox;
    });
  }

  async #inject(sandbox: SandboxRef): Promise<void> {
    const { knex, runtime } = this.#context;
    const claim = this.#attempt;
    const { setup, faults, symptoms, checks } = this.#lab;
    let { dirty } = this.#attempt;
    await this.#step(INJECT_LIMIT_MS[this.#lab.profile], async signal => {
      if (dirty) {
        await runtime.wipe(sandbox, signal);
        await markFaultsReverted({ knex, claim });
      }
      dirty = true;
      if (setup.length > 0) {
        await runtime.applySetup(sandbox, setup);
      }
      if (faults.length === 0) {
        return;
      }
      await this.#waitUntilHealthy(sandbox, signal);
      await runtime.injectFaults(sandbox, faults, entry =>
        recordFault({ knex, claim, entry }),
      );
      await runtime.proveFault({
        sandbox,
        symptoms,
        checks,
        windowMs: PROOF_WINDOW_MS,
        timeoutMs: PROOF_LIMIT_MS,
        signal,
      });
    });
  }

  /** A fault is only worth proving in something that worked before it. */
  async #waitUntilHealthy(sandbox: SandboxRef, signal: AbortSignal) {
    const { healthy } = this.#lab;
    const timeoutMs = HEALTHY_LIMIT_MS;
    if (healthy.length === 0) {
      return;
    }
    try {
      const { runtime } = this.#context;
      await runtime.waitUntilPassed(sandbox, healthy, { timeoutMs, signal });
    } catch (error) {
      throw asLabError(error)?.code === 'timeout'
        ? new StepError('fault-not-proven', NOT_HEALTHY)
        : error;
    }
  }

  #step<T>(
    limitMs: number,
    action: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const onRetry = async (reason: Parameters<typeof retrying>[0]) => {
      await this.#move(this.#state, {}, retrying(reason));
    };
    return persist({ limitMs, signal: this.#signal, onRetry }, action);
  }

  async #move(
    to: AttemptState,
    set: { sandboxUid?: string; dirty?: true } = {},
    message = to === 'ready' ? undefined : preparing(this.#attempt),
  ): Promise<boolean> {
    const { knex, signals } = this.#context;
    const moved = await transitionAttempt({
      knex,
      claim: this.#attempt,
      from: this.#state,
      to,
      message,
      set: to === 'ready' ? { ...set, readyAt: new Date() } : set,
    });
    if (moved) {
      this.#state = to;
      signals.changed(this.#attempt.id);
    }
    return moved;
  }
}

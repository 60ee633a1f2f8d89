import { randomUUID } from 'node:crypto';
import type {
  Check,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  drawParameters,
  parametersOf,
  renderUnit,
  SANDBOX_NAMESPACE,
} from '@kubernetes-academy/content';
import { sandboxName } from '@kubernetes-academy/lab-engine';
import type {
  AppliedObject,
  LabRuntime,
  ManifestFile,
  SandboxRef,
} from '@kubernetes-academy/lab-engine';
import { Answers } from './Answers';
import { expectPassed } from './expectPassed';
import { expectRefusal } from './expectRefusal';
import type { Action } from './learnerActions';
import { performAction } from './performAction';
import { removeSandbox } from './removeSandbox';
import type { Steps } from './Steps';

/** The cluster's own clean-up may take what an interrupted proof left behind. */
const SANDBOX_LIFETIME_MS = 60 * 60_000;
const PASS_TIMEOUT_MS = 90_000;

/** What a proof works with. */
export interface ProofOptions {
  runtime: LabRuntime;
  cluster: string;
  /** Owner of the sandboxes; no portal may have the same. */
  instance: string;
  /** As loaded, with its parameters still open. */
  unit: Unit;
  /** Challenges only. */
  scenario?: string;
  /** Beginning of the seeds; the same gives the same values. */
  seed: string;
  steps: Steps;
  signal: AbortSignal;
}

/** The moves of a proof in one sandbox: the learner's, the engine's and the judge's. */
export class Proof {
  readonly #options: ProofOptions;
  readonly #sandbox: SandboxRef;
  #starts = 0;
  #unit: Unit;
  #answers = Answers.create();
  #pins: AppliedObject[] = [];

  /** Runs a proof in a sandbox of its own, which is removed in any case. */
  static async inSandbox(
    options: ProofOptions,
    prove: (proof: Proof) => Promise<void>,
  ): Promise<void> {
    const { runtime, cluster, instance, unit, steps, signal } = options;
    const attemptId = randomUUID();
    try {
      const sandbox = await steps.run('provision', async () =>
        runtime.provision(
          {
            cluster,
            namespace: sandboxName({
              unit: unit.id,
              userRef: attemptId,
              secret: instance,
            }),
            owner: { instance, attemptId },
            expiresAt: new Date(Date.now() + SANDBOX_LIFETIME_MS),
            profile: profileOf(unit),
          },
          signal,
        ),
      );
      await prove(new Proof(options, sandbox));
    } finally {
      // Also one that was never finished.
      const sandboxes = await runtime.listSandboxes(cluster, instance);
      const made = sandboxes.find(each => each.attemptId === attemptId);
      if (made) {
        await steps.always('remove', () => removeSandbox(runtime, made));
      }
    }
  }

  private constructor(options: ProofOptions, sandbox: SandboxRef) {
    this.#options = options;
    this.#sandbox = sandbox;
    this.#unit = options.unit;
  }

  /** One line of the proof. */
  step<T>(name: string, action: () => Promise<T>): Promise<T> {
    return this.#options.steps.run(name, action);
  }

  /** How often something was begun. */
  get starts(): number {
    return this.#starts;
  }

  /** The unit with the values of this start. */
  get unit(): Unit {
    return this.#unit;
  }

  /**
   * An empty sandbox and a new seed, as after a learner's reset.
   *
   * @returns the values that were drawn, for the line of the step
   */
  async startAnew(): Promise<string> {
    const { runtime, unit, scenario, seed, signal } = this.#options;
    if (this.#starts > 0) {
      await runtime.wipe(this.#sandbox, signal);
    }
    this.#starts += 1;
    const values = drawParameters({
      parameters: parametersOf(unit, scenario),
      seed: `${seed} ${this.#starts}`,
    });
    this.#unit = renderUnit({
      unit,
      scenario,
      values: { ...values, [SANDBOX_NAMESPACE]: this.#sandbox.namespace },
    });
    this.#answers = Answers.create();
    this.#pins = [];
    return Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');
  }

  /** @param pin - whether the objects must stay the very same, as in a scenario */
  async setUp(files: string[], { pin }: { pin: boolean }): Promise<void> {
    const made = await this.#options.runtime.applySetup(
      this.#sandbox,
      this.#manifests(files),
    );
    this.#pins = pin ? made : [];
  }

  async breakIt(files: string[]): Promise<void> {
    await this.#options.runtime.injectFaults(
      this.#sandbox,
      this.#manifests(files),
      // The sandbox is thrown away, so nothing has to be undone from a journal.
      async () => {},
    );
  }

  async proveFault(symptoms: Check[], checks: Check[], windowMs: number) {
    const { runtime, signal } = this.#options;
    await runtime.proveFault({
      ...this.#setting(),
      sandbox: this.#sandbox,
      symptoms,
      checks,
      windowMs,
      timeoutMs: PASS_TIMEOUT_MS,
      signal,
    });
  }

  /**
   * Does what a learner would do, one after the other.
   *
   * @throws Error with the words of the server or of the command that fails
   */
  async actAsLearner(actions: Action[]): Promise<void> {
    const { runtime } = this.#options;
    for (const action of actions) {
      await performAction(action, {
        runtime,
        sandbox: this.#sandbox,
        answers: this.#answers,
      });
    }
  }

  async pass(checks: Check[]): Promise<void> {
    const { runtime, signal } = this.#options;
    await runtime.waitUntilPassed(this.#sandbox, checks, {
      ...this.#setting(),
      timeoutMs: PASS_TIMEOUT_MS,
      signal,
    });
  }

  /** Everything has passed and goes on passing. */
  async stay(checks: Check[]): Promise<string> {
    const { runtime } = this.#options;
    const sandbox = this.#sandbox;
    return expectPassed({ runtime, sandbox, checks, ...this.#setting() });
  }

  async refuse(groups: Check[][]): Promise<string> {
    const { runtime } = this.#options;
    const sandbox = this.#sandbox;
    return expectRefusal({ runtime, sandbox, groups, ...this.#setting() });
  }

  #setting() {
    return {
      files: this.#unit.files,
      answers: this.#answers,
      pins: this.#pins,
    };
  }

  #manifests(files: string[]): ManifestFile[] {
    return files.map(file => ({ file, content: this.#unit.files[file] }));
  }
}

function profileOf({ spec }: Unit) {
  return spec.kind === 'Lesson' ? undefined : spec.sandbox?.profile;
}

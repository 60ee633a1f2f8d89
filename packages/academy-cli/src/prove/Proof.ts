import { randomUUID } from 'node:crypto';
import type {
  ApplyResult,
  Check,
  SolutionStep,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { sandboxName } from '@kubernetes-academy/lab-engine';
import type {
  ExecResult,
  LabRuntime,
  ManifestFile,
  SandboxRef,
} from '@kubernetes-academy/lab-engine';
import { expectRefusal } from './expectRefusal';
import type { Steps } from './Steps';

/** The cluster's own clean-up may take what an interrupted proof left behind. */
const SANDBOX_LIFETIME_MS = 60 * 60_000;
const PASS_TIMEOUT_MS = 90_000;
/** For the pod to run, and for the command in it. */
const EXEC_TIMEOUT_MS = 60_000;
/** Of a command's output, in the line that says how it failed. */
const SHOWN_OUTPUT_CHARS = 400;
const REMOVE_TIMEOUT_MS = 120_000;
const REMOVE_RETRY_MS = 1_000;

/** What a proof works with. */
export interface ProofOptions {
  runtime: LabRuntime;
  cluster: string;
  /** Owner of the sandboxes; no portal may have the same. */
  instance: string;
  unit: Unit;
  steps: Steps;
  signal: AbortSignal;
}

/** The moves of a proof in one sandbox: the learner's, the engine's and the judge's. */
export class Proof {
  readonly #options: ProofOptions;
  readonly #sandbox: SandboxRef;

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
  }

  /** One line of the proof. */
  step<T>(name: string, action: () => Promise<T>): Promise<T> {
    return this.#options.steps.run(name, action);
  }

  async setUp(files: string[]): Promise<void> {
    await this.#options.runtime.applySetup(
      this.#sandbox,
      this.#manifests(files),
    );
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
      sandbox: this.#sandbox,
      symptoms,
      checks,
      windowMs,
      timeoutMs: PASS_TIMEOUT_MS,
      signal,
    });
  }

  /**
   * Does what a learner would do, step by step.
   *
   * @throws Error with the words of the server or of the command that fails
   */
  async actAsLearner(solution: SolutionStep[]): Promise<void> {
    const { runtime } = this.#options;
    for (const step of solution) {
      if (typeof step === 'string') {
        const content = this.#options.unit.files[step];
        assertApplied(
          step,
          await runtime.applyAsLearner(this.#sandbox, content),
        );
      } else if ('nested' in step) {
        const content = this.#options.unit.files[step.nested];
        assertApplied(
          step.nested,
          await runtime.applyNestedAsLearner(this.#sandbox, content),
        );
      } else {
        assertSucceeded(
          step.exec.command,
          await runtime.execAsLearner(this.#sandbox, {
            ...step.exec,
            timeoutMs: EXEC_TIMEOUT_MS,
          }),
        );
      }
    }
  }

  async pass(checks: Check[]): Promise<void> {
    const { runtime, signal } = this.#options;
    await runtime.waitUntilPassed(this.#sandbox, checks, {
      timeoutMs: PASS_TIMEOUT_MS,
      signal,
    });
  }

  async refuse(groups: Check[][]): Promise<string> {
    const { runtime } = this.#options;
    return expectRefusal({ runtime, sandbox: this.#sandbox, groups });
  }

  async wipe(): Promise<void> {
    const { runtime, signal } = this.#options;
    await runtime.wipe(this.#sandbox, signal);
  }

  #manifests(files: string[]): ManifestFile[] {
    return files.map(file => ({
      file,
      content: this.#options.unit.files[file],
    }));
  }
}

function profileOf({ spec }: Unit) {
  return spec.kind === 'Lesson' ? undefined : spec.sandbox?.profile;
}

function assertApplied(file: string, { error, documents }: ApplyResult): void {
  const refused = error ?? documents.find(d => d.error)?.error;
  if (refused) {
    throw new Error(`${file} is refused: ${refused.message}`);
  }
}

function assertSucceeded(command: string[], result: ExecResult): void {
  const { exitCode, stdout, stderr } = result;
  if (exitCode !== 0) {
    const said = (stderr.trim() || stdout.trim()).slice(-SHOWN_OUTPUT_CHARS);
    throw new Error(`${command.join(' ')} ends with ${exitCode}: ${said}`);
  }
}

async function removeSandbox(
  runtime: LabRuntime,
  sandbox: SandboxRef,
): Promise<void> {
  const deadline = Date.now() + REMOVE_TIMEOUT_MS;
  while (!(await runtime.remove(sandbox))) {
    if (Date.now() > deadline) {
      throw new Error(`the namespace ${sandbox.namespace} is still there`);
    }
    await new Promise(resolve => {
      setTimeout(resolve, REMOVE_RETRY_MS);
    });
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { WATCHDOG_SIGNAL, WORKER_HEAP_OPTIONS } from './limits';
import type { CelJob, CelReply } from './protocol';
import type { CelFailure } from './types';
import { WorkerMemory } from './WorkerMemory';

/** What the worker says first, which is why it cannot start or had to abort. */
const STDERR_LIMIT_CHARACTERS = 2_000;

/**
 * The worker's entry as this package exposes it: TypeScript in a checkout,
 * JavaScript in a built package.
 */
function workerEntry(): { file: string; loader: string[] } {
  const file = require.resolve('@kubernetes-academy/lab-engine/cel-worker');
  // Stated rather than inherited: a test runner has no loader to inherit, and
  // what else a process preloads does not belong into 64 MiB.
  const loader = file.endsWith('.ts')
    ? ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')]
    : [];
  return { file, loader };
}

/** V8 aborts when the heap is full, and systems short of memory kill. */
const OUT_OF_MEMORY_SIGNALS = ['SIGABRT', 'SIGILL', 'SIGTRAP', 'SIGKILL'];

function reasonOf(signal: NodeJS.Signals | null): CelFailure['reason'] {
  if (signal === WATCHDOG_SIGNAL) {
    return 'timeout';
  }
  return signal && OUT_OF_MEMORY_SIGNALS.includes(signal) ? 'limit' : 'error';
}

function toFailure(signal: NodeJS.Signals | null, message: string): CelFailure {
  return { state: 'failed', reason: reasonOf(signal), message };
}

/**
 * A process that evaluates, one job at a time. A process rather than a thread:
 * a thread that runs out of memory in one large allocation aborts the process
 * around it, whatever its resource limits say.
 *
 * It does not keep its parent alive unless it is busy.
 */
export class CelWorker {
  readonly #process: ChildProcess;
  #stderr = '';
  ready = false;
  readonly memory = new WorkerMemory();

  /** @param options - `onLost` is called once, unless the worker was killed from here. */
  static create(options: {
    onReply: (reply: CelReply) => void;
    onLost: (failure: CelFailure) => void;
  }): CelWorker {
    return new CelWorker(options);
  }

  private constructor(options: Parameters<typeof CelWorker.create>[0]) {
    const { file, loader } = workerEntry();
    this.#process = fork(file, [], {
      execArgv: [...WORKER_HEAP_OPTIONS, ...loader],
      // Nothing in there needs the environment, which may hold secrets.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const stderr = this.#process.stderr as Socket;
    stderr.setEncoding('utf8').on('data', (chunk: string) => {
      this.#stderr = (this.#stderr + chunk).slice(0, STDERR_LIMIT_CHARACTERS);
    });
    stderr.unref();
    this.#process
      .on('message', options.onReply)
      .once('error', error => options.onLost(toFailure(null, error.message)))
      .once('exit', (code, signal) => {
        const cause = `worker ended with ${signal ?? code}: ${this.#stderr}`;
        options.onLost(toFailure(signal, cause.trim()));
      });
  }

  send(job: CelJob) {
    this.#process.send(job);
  }

  setBusy(busy: boolean) {
    if (busy) {
      this.#process.ref();
      this.#process.channel?.ref();
    } else {
      this.#process.unref();
      this.#process.channel?.unref();
    }
  }

  /** Resolves once the process is gone. */
  async kill(): Promise<void> {
    this.#process.removeAllListeners();
    this.#process.on('error', () => {});
    const { exitCode, signalCode } = this.#process;
    if (exitCode === null && signalCode === null && this.#process.pid) {
      const gone = new Promise(resolve => this.#process.once('exit', resolve));
      this.#process.ref();
      this.#process.kill('SIGKILL');
      await gone;
    }
  }
}

import { Worker } from 'node:worker_threads';
import {
  EVALUATION_LIMIT_MS,
  WATCHDOG_SIGNAL,
  WORKER_MEMORY_LIMIT_BYTES,
} from './limits';

/** How often the thread looks while there is work. */
const LOOK_INTERVAL_MS = 10;
/** Without work for so many looks, it sleeps until there is some. */
const LOOKS_WHILE_IDLE = 100;

interface WatchOptions {
  /** First how often an evaluation has begun or ended, then never changed. */
  state: Int32Array;
  limitMs: number;
  limitBytes: number;
  intervalMs: number;
  looksWhileIdle: number;
  signal: NodeJS.Signals;
}

/** Runs in the thread, where nothing else of this module exists. */
function watch(options: WatchOptions) {
  const { state, limitMs, limitBytes, intervalMs, looksWhileIdle, signal } =
    options;
  const usedMs = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  let seen = 0;
  let since = usedMs();
  let idle = 0;
  for (;;) {
    const count = Atomics.load(state, 0);
    if (count !== seen) {
      seen = count;
      since = usedMs();
    }
    const isBusy = seen % 2 === 1;
    idle = isBusy ? 0 : idle + 1;
    if (isBusy && usedMs() - since > limitMs) {
      process.kill(process.pid, signal);
    }
    if (isBusy && process.memoryUsage.rss() > limitBytes) {
      process.kill(process.pid, 'SIGKILL');
    }
    if (idle > looksWhileIdle) {
      Atomics.wait(state, 0, seen);
      idle = 0;
    } else {
      Atomics.wait(state, 1, 0, intervalMs);
    }
  }
}

/**
 * Ends this process by {@link WATCHDOG_SIGNAL} when an evaluation takes more
 * than {@link EVALUATION_LIMIT_MS} of processor time, and by SIGKILL when it takes
 * more than {@link WORKER_MEMORY_LIMIT_BYTES}: from a thread, because the evaluation leaves
 * no other time, and from inside, so that it also ends a worker whose parent
 * was killed. A timeout of `node:vm` would start a thread for each evaluation,
 * which takes longer than most evaluations do.
 */
export class Watchdog {
  readonly #state = new Int32Array(new SharedArrayBuffer(8));

  static start(): Watchdog {
    return new Watchdog();
  }

  private constructor() {
    const workerData: WatchOptions = {
      state: this.#state,
      limitMs: EVALUATION_LIMIT_MS,
      limitBytes: WORKER_MEMORY_LIMIT_BYTES,
      intervalMs: LOOK_INTERVAL_MS,
      looksWhileIdle: LOOKS_WHILE_IDLE,
      signal: WATCHDOG_SIGNAL,
    };
    new Worker(`(${watch})(require('node:worker_threads').workerData)`, {
      eval: true,
      // What this process preloads to read TypeScript is of no use in there.
      execArgv: [],
      workerData,
    })
      // Nothing is evaluated without it.
      .once('error', error => {
        throw error;
      });
  }

  /** Calls the function and counts its time. */
  guard<T>(evaluate: () => T): T {
    Atomics.add(this.#state, 0, 1);
    Atomics.notify(this.#state, 0);
    try {
      return evaluate();
    } finally {
      Atomics.add(this.#state, 0, 1);
    }
  }
}

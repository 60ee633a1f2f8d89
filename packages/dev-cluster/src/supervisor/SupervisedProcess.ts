import { spawn } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { endProcess } from '../process/endProcess';
import {
  firstChild,
  identifyProcess,
  type ProcessIdentity,
} from '../process/identity';
import { PRIVATE_FILE_MODE } from '../state/atomicFile';
import type { ClusterComponentStatus } from '../state/status';
import type { ComponentSpec } from './components';
import { readLastLines } from './logTail';

const FIRST_RESTART_DELAY_MS = 500;
const MAX_RESTART_DELAY_MS = 30_000;
/** A process that lived this long counts as started: its next end is the first again. */
const STABLE_AFTER_MS = 10_000;
const MAX_QUICK_ENDS = 5;
const STOP_GRACE_MS = 15_000;
const CHILD_POLL_MS = 5;
const MAX_LOG_BYTES = 20 * 1024 * 1024;
const SHOWN_LINES = 20;

export interface SupervisedProcessOptions {
  spec: ComponentSpec;
  logFile: string;
  /** Called after every change of {@link SupervisedProcess.status}. */
  onChange: () => void;
  /** Called once when it ended too often, too quickly. */
  onGiveUp: (reason: string) => void;
}

/** Keeps one component running until it is stopped, or ends too often at once. */
export class SupervisedProcess {
  readonly #options: SupervisedProcessOptions;
  #identity?: ProcessIdentity;
  #state: ClusterComponentStatus['state'] = 'stopped';
  #restarts = 0;
  #quickEnds = 0;
  #lastLines?: string[];
  #restartTimer?: NodeJS.Timeout;
  #stopping = false;

  private constructor(options: SupervisedProcessOptions) {
    this.#options = options;
  }

  /** Starts it. */
  static start(options: SupervisedProcessOptions): SupervisedProcess {
    const supervised = new SupervisedProcess(options);
    supervised.#spawn();
    return supervised;
  }

  get identity(): ProcessIdentity | undefined {
    return this.#identity;
  }

  get status(): ClusterComponentStatus {
    return {
      name: this.#options.spec.name,
      ...(this.#identity ? { pid: this.#identity.pid } : {}),
      state: this.#state,
      restarts: this.#restarts,
      ...(this.#lastLines ? { lastLines: this.#lastLines } : {}),
    };
  }

  /**
   * Ends it for good.
   *
   * @param graceMs - how long it may take to end by itself
   */
  async stop(graceMs: number = STOP_GRACE_MS): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    if (this.#identity) {
      await endProcess(this.#identity, { graceMs });
    }
    this.#change('stopped', undefined);
  }

  #spawn(): void {
    const { spec, logFile } = this.#options;
    const log = openLog(logFile);
    const startedAt = Date.now();
    const child = spawn(spec.command, spec.args, {
      stdio: ['ignore', log, log],
      env: spec.env,
    });
    closeSync(log);
    let ended = false;
    const onEnd = (how: string) => {
      if (!ended) {
        ended = true;
        this.#ended(how, Date.now() - startedAt);
      }
    };
    child.once('error', error => onEnd(error.message));
    child.once('exit', (code, signal) =>
      onEnd(signal ? `signal ${signal}` : `exit code ${code}`),
    );
    const identity = child.pid ? identifyProcess(child.pid) : undefined;
    this.#change('running', identity);
    if (spec.isChild && identity) {
      this.#lookForChild(identity);
    }
  }

  /** From the moment that it is there, the child is what runs. */
  #lookForChild(parent: ProcessIdentity): void {
    if (this.#identity !== parent) {
      return;
    }
    const pid = firstChild(parent.pid);
    const child = pid && identifyProcess(pid);
    if (child) {
      this.#change('running', child);
    } else {
      setTimeout(() => this.#lookForChild(parent), CHILD_POLL_MS);
    }
  }

  #ended(how: string, livedMs: number): void {
    if (this.#stopping) {
      return;
    }
    const { spec, logFile, onGiveUp } = this.#options;
    this.#lastLines = readLastLines(logFile, SHOWN_LINES);
    this.#quickEnds = livedMs < STABLE_AFTER_MS ? this.#quickEnds + 1 : 1;
    if (this.#quickEnds >= MAX_QUICK_ENDS) {
      this.#change('failed', undefined);
      onGiveUp(
        `${spec.name} ended ${
          this.#quickEnds
        } times shortly after its start, lastly with ${how}. Last lines of ${logFile}:\n${this.#lastLines.join(
          '\n',
        )}`,
      );
      return;
    }
    const delayMs = Math.min(
      FIRST_RESTART_DELAY_MS * 2 ** (this.#quickEnds - 1),
      MAX_RESTART_DELAY_MS,
    );
    this.#restarts += 1;
    this.#restartTimer = setTimeout(() => this.#spawn(), delayMs);
    this.#change('restarting', undefined);
  }

  #change(
    state: ClusterComponentStatus['state'],
    identity: ProcessIdentity | undefined,
  ): void {
    this.#state = state;
    this.#identity = identity;
    this.#options.onChange();
  }
}

/** Appends; a log that has grown large makes room for a new one at a start. */
function openLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > MAX_LOG_BYTES) {
    renameSync(file, `${file}.1`);
  }
  return openSync(file, 'a', PRIVATE_FILE_MODE);
}

import { readJson, writeJson } from './atomicFile';
import { clusterPaths } from './paths';

/** How far the cluster is. @public */
export type ClusterPhase =
  | 'building'
  | 'starting'
  | 'preparing'
  | 'ready'
  | 'failed'
  | 'stopped';

/** One process of the cluster. @public */
export interface ClusterComponentStatus {
  /** Name of the program, such as `kube-apiserver`. */
  name: string;
  /** Absent while the process does not run. */
  pid?: number;
  /** `restarting` while it waits for its next start; `failed` when there will be none. */
  state: 'running' | 'restarting' | 'stopped' | 'failed';
  /** Restarts after unexpected ends, since the cluster was started. */
  restarts: number;
  /** Last log lines before its latest unexpected end. */
  lastLines?: string[];
}

/**
 * Content of `status.json`, replaced atomically whenever something changes.
 * The portal's backend reads it to say how far the start is.
 *
 * @public
 */
export interface ClusterStatus {
  /** In this order, but for `failed` and `stopped`; back to `starting` while a component is restarted. */
  phase: ClusterPhase;
  /** One English sentence. */
  message: string;
  /** Number of the current step within the phase, from 1. */
  step?: number;
  /** How many there are. */
  steps?: number;
  /** Start of this run. ISO 8601, as all times here. */
  startedAt: string;
  /** Last change of anything. */
  updatedAt: string;
  /** Start of the current step. */
  stepStartedAt: string;
  /** What went wrong and what to do; only in phase `failed`. */
  error?: string;
  /** In the order of their start. */
  components: ClusterComponentStatus[];
}

/**
 * Reads how far the cluster is.
 *
 * The file is the supervisor's last word: after a power failure it may still
 * say `ready`; the command `cluster status` also looks whether the supervisor is alive.
 *
 * @returns undefined when there is no cluster in that directory
 * @public
 */
export function readStatus(stateDir: string): ClusterStatus | undefined {
  return readJson<ClusterStatus>(clusterPaths(stateDir).status);
}

/** What changes with a step. */
export interface StatusStep {
  phase: ClusterPhase;
  message: string;
  step?: number;
  steps?: number;
  error?: string;
}

/** The only writer of a status file. */
export class StatusWriter {
  readonly #file: string;
  #status: ClusterStatus;

  private constructor(file: string, status: ClusterStatus) {
    this.#file = file;
    this.#status = status;
  }

  /** Nothing is written before the first call of {@link StatusWriter.enter}. */
  static create(file: string): StatusWriter {
    const now = new Date().toISOString();
    return new StatusWriter(file, {
      phase: 'building',
      message: '',
      startedAt: now,
      updatedAt: now,
      stepStartedAt: now,
      components: [],
    });
  }

  get phase(): ClusterPhase {
    return this.#status.phase;
  }

  /** Starts a step: its clock starts too. */
  enter(step: StatusStep): void {
    const { startedAt, components } = this.#status;
    const now = new Date().toISOString();
    this.#status = {
      ...step,
      startedAt,
      updatedAt: now,
      stepStartedAt: now,
      components,
    };
    writeJson(this.#file, this.#status);
  }

  /** Changes the sentence of the running step. */
  say(message: string): void {
    this.#update({ message });
  }

  /** Reports the processes. */
  components(components: ClusterComponentStatus[]): void {
    this.#update({ components });
  }

  #update(change: Partial<ClusterStatus>): void {
    this.#status = {
      ...this.#status,
      ...change,
      updatedAt: new Date().toISOString(),
    };
    writeJson(this.#file, this.#status);
  }
}

import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { GatewayCluster } from '../gateway';
import {
  createSandboxSupplier,
  type SandboxCensus,
  type SandboxSupplier,
} from '../sandbox';
import { ClusterObjects } from '../watch';
import { ClusterInspection } from './ClusterInspection';
import { connecting, labsAreOff } from './messages';
import { readStartState, type StartState } from './readStartState';
import type { LabLogger } from './types';

/** How often the start of an embedded cluster is looked at, on disk only. */
const START_LOOK_MS = 500;
/** One request in this time is no burden, and all other watches wait for its success. */
const LONGEST_BACK_OFF_MS = 3_000;

/** What the state of a cluster is made from. */
export interface TrainingClusterRunOptions {
  cluster: GatewayCluster;
  onChange(): void;
  logger?: LabLogger;
  /** Id of the portal, for sandboxes that are prepared ahead. */
  instance?: string;
  /** How often fence and version are looked at; every second time also what is offered. Default five minutes. */
  inspectionIntervalMs?: number;
}

/**
 * Whether labs can run on one cluster. The signal is the open watch of the
 * sandboxes in use; the rest is asked every few minutes.
 */
export class TrainingCluster {
  /** Objects of the sandboxes, as checks read them. */
  readonly objects: ClusterObjects;
  /** Where its sandboxes come from. */
  readonly supplier: SandboxSupplier;
  readonly #options: TrainingClusterRunOptions;
  #start: StartState = { state: 'starting', message: connecting() };
  #sandboxes: SandboxCensus | undefined;
  readonly #inspection: ClusterInspection;
  #synced = false;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #reported = '';

  private constructor(options: TrainingClusterRunOptions) {
    this.#options = options;
    this.supplier = createSandboxSupplier(options);
    this.objects = ClusterObjects.create(options.cluster);
    this.#inspection = ClusterInspection.create({
      cluster: options.cluster,
      supplier: this.supplier,
      logger: options.logger,
      intervalMs: options.inspectionIntervalMs,
      onChange: () => this.#report(),
    });
  }

  static create(options: TrainingClusterRunOptions): TrainingCluster {
    const cluster = new TrainingCluster(options);
    cluster.#lookAtStart();
    return cluster;
  }

  get gateway(): GatewayCluster {
    return this.#options.cluster;
  }

  status(): TrainingClusterStatus {
    const { name, title, maxSandboxes } = this.#options.cluster.options;
    const { capabilities, kubernetesVersion } = this.#inspection;
    const read = this.#sandboxes?.read();
    return {
      name,
      title,
      ...this.#state(),
      capabilities,
      kubernetesVersion,
      activeSandboxes:
        read?.state === 'synced' ? read.objects.length : undefined,
      maxSandboxes,
    };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#sandboxes?.stop();
    this.#inspection.stop();
    this.objects.close();
    await this.supplier.close?.();
  }

  #state(): Pick<TrainingClusterStatus, 'state' | 'message'> {
    const read = this.#sandboxes?.read();
    // A watch that is synced knows better than the file, which may lag behind.
    if (this.#start.state !== 'ready' && read?.state !== 'synced') {
      return this.#start;
    }
    if (read?.state === 'unknown') {
      const reason = this.#inspection.failure ?? read.message;
      return { state: 'unavailable', message: labsAreOff(reason) };
    }
    const { result } = this.#inspection;
    if (read?.state !== 'synced' || !result) {
      return { state: 'starting', message: connecting() };
    }
    return result.problem
      ? { state: 'unavailable', message: result.problem }
      : { state: 'ready' };
  }

  /** Until an embedded cluster is up, and again while it does not answer. */
  async #lookAtStart(): Promise<void> {
    const { options } = this.#options.cluster;
    this.#start = await readStartState(options.statusFile);
    if (this.#stopped) return;
    if (this.#start.state === 'ready') this.#watchSandboxes();
    this.#report();
    if (!this.#synced && options.statusFile) {
      this.#later(START_LOOK_MS, () => this.#lookAtStart());
    }
  }

  #watchSandboxes(): void {
    this.#sandboxes ??= this.supplier.watch({
      longestBackOffMs: LONGEST_BACK_OFF_MS,
      onChange: () => this.#onSandboxes(),
    });
  }

  #onSandboxes(): void {
    const state = this.#sandboxes?.read().state;
    const synced = state === 'synced';
    if (synced !== this.#synced) {
      this.#synced = synced;
      if (synced) {
        this.objects.retryNow();
        this.#inspection.begin();
      } else {
        this.#inspection.forget();
        this.#lookAtStart();
      }
    }
    if (state === 'unknown') this.#inspection.diagnose();
    this.#report();
  }

  #later(delayMs: number, task: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(task, delayMs);
    // An open portal keeps the process alive, this does not.
    this.#timer.unref();
  }

  #report(): void {
    const status = this.status();
    const seen = JSON.stringify(status);
    if (seen === this.#reported) return;
    this.#reported = seen;
    if (status.state === 'ready') this.supplier.tend?.();
    const { logger, onChange } = this.#options;
    const words = status.message ? `: ${status.message.en}` : '';
    logger?.debug(`Training cluster ${status.name} is ${status.state}${words}`);
    onChange();
  }
}

import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { GatewayCluster } from '../gateway';
import { ALL_SANDBOXES_SELECTOR } from '../sandbox';
import { KindWatch } from '../watch';
import { ClusterInspection } from './ClusterInspection';
import { connecting, labsAreOff } from './messages';
import { readStartState, type StartState } from './readStartState';
import type { LabLogger } from './types';

/** How often the start of an embedded cluster is looked at, on disk only. */
const START_LOOK_MS = 500;

/** What the state of a cluster is made from. */
export interface TrainingClusterRunOptions {
  cluster: GatewayCluster;
  onChange(): void;
  logger?: LabLogger;
  /** How often fence and version are looked at; every second time also what is offered. Default five minutes. */
  inspectionIntervalMs?: number;
}

/**
 * Whether labs can run on one cluster. The signal is one open watch of the
 * sandboxes' namespaces; the rest is asked every few minutes.
 */
export class TrainingCluster {
  readonly #options: TrainingClusterRunOptions;
  #start: StartState = { state: 'starting', message: connecting() };
  #namespaces: KindWatch | undefined;
  readonly #inspection: ClusterInspection;
  #synced = false;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #reported = '';

  private constructor(options: TrainingClusterRunOptions) {
    this.#options = options;
    this.#inspection = ClusterInspection.create({
      cluster: options.cluster,
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
    const read = this.#namespaces?.read();
    const sandboxes = read?.state === 'synced' ? read.objects : undefined;
    return {
      name,
      title,
      ...this.#state(),
      capabilities,
      kubernetesVersion,
      activeSandboxes: sandboxes?.filter(
        ({ metadata }) => !metadata.deletionTimestamp,
      ).length,
      maxSandboxes,
    };
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#namespaces?.stop();
    this.#inspection.stop();
  }

  #state(): Pick<TrainingClusterStatus, 'state' | 'message'> {
    const read = this.#namespaces?.read();
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
    if (this.#start.state === 'ready') this.#watchNamespaces();
    this.#report();
    if (!this.#synced && options.statusFile) {
      this.#later(START_LOOK_MS, () => this.#lookAtStart());
    }
  }

  #watchNamespaces(): void {
    this.#namespaces ??= KindWatch.create({
      client: this.#options.cluster.client,
      kind: { apiVersion: 'v1', kind: 'Namespace' },
      labelSelector: ALL_SANDBOXES_SELECTOR,
      onChange: () => this.#onNamespaces(),
    });
  }

  #onNamespaces(): void {
    const state = this.#namespaces?.read().state;
    const synced = state === 'synced';
    if (synced !== this.#synced) {
      this.#synced = synced;
      if (synced) {
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
    const { logger, onChange } = this.#options;
    const words = status.message ? `: ${status.message.en}` : '';
    logger?.debug(`Training cluster ${status.name} is ${status.state}${words}`);
    onChange();
  }
}

import type {
  LocalizedText,
  TrainingClusterStatus,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { ClusterError, type GatewayCluster } from '../gateway';
import { ALL_SANDBOXES_SELECTOR, testFence } from '../sandbox';
import { KindWatch } from '../watch';
import {
  clusterErrorText,
  connecting,
  identityRefused,
  labsAreOff,
} from './messages';
import { readStartState, type StartState } from './readStartState';
import type { LabLogger } from './types';

/** How often the start of an embedded cluster is looked at, on disk only. */
const START_LOOK_MS = 500;
/** How often the fence is tested while everything is well. */
const FENCE_INTERVAL_MS = 5 * 60_000;
/** When a test of the fence that got no answer is repeated. */
const FENCE_RETRY_MS = 3_000;

/** What the state of a cluster is made from. */
export interface TrainingClusterRunOptions {
  cluster: GatewayCluster;
  onChange(): void;
  logger?: LabLogger;
}

/**
 * Whether labs can run on one cluster. The signal is one open watch of the
 * sandboxes' namespaces: nothing is asked periodically but the fence.
 */
export class TrainingCluster {
  readonly #options: TrainingClusterRunOptions;
  #start: StartState = { state: 'starting', message: connecting() };
  #namespaces: KindWatch | undefined;
  /** The fence's last test; undefined before it. */
  #fence: { problem: LocalizedText | undefined } | undefined;
  /** Distinguishes tests of the fence before and after a lost connection. */
  #connection = 0;
  #synced = false;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #reported = '';

  private constructor(options: TrainingClusterRunOptions) {
    this.#options = options;
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
    const { name, title, capabilities, maxSandboxes } =
      this.#options.cluster.options;
    const read = this.#namespaces?.read();
    const sandboxes = read?.state === 'synced' ? read.objects : undefined;
    return {
      name,
      title,
      ...this.#state(),
      capabilities,
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
  }

  #state(): Pick<TrainingClusterStatus, 'state' | 'message'> {
    const read = this.#namespaces?.read();
    // A watch that is synced knows better than the file, which may lag behind.
    if (this.#start.state !== 'ready' && read?.state !== 'synced') {
      return this.#start;
    }
    if (read?.state === 'unknown') {
      const reason =
        read.reason === 'forbidden' ? identityRefused() : read.message;
      return { state: 'unavailable', message: labsAreOff(reason) };
    }
    if (read?.state !== 'synced' || !this.#fence) {
      return { state: 'starting', message: connecting() };
    }
    return this.#fence.problem
      ? { state: 'unavailable', message: this.#fence.problem }
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
    const synced = this.#namespaces?.read().state === 'synced';
    if (synced !== this.#synced) {
      this.#synced = synced;
      this.#connection += 1;
      // Behind a new connection may be a cluster that was changed meanwhile.
      this.#fence = undefined;
      if (synced) this.#testFence();
      else this.#lookAtStart();
    }
    this.#report();
  }

  async #testFence(): Promise<void> {
    const connection = this.#connection;
    let nextMs = FENCE_INTERVAL_MS;
    let problem: LocalizedText | undefined;
    try {
      problem = await testFence(this.#options.cluster.client);
    } catch (error) {
      // Fail closed: what could not be tested does not hold.
      problem = labsAreOff(failureText(error));
      nextMs = FENCE_RETRY_MS;
    }
    if (this.#stopped || connection !== this.#connection) return;
    this.#fence = { problem };
    this.#report();
    this.#later(nextMs, () => this.#testFence());
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

function failureText(error: unknown): LocalizedText {
  if (error instanceof ClusterError) return clusterErrorText(error);
  const text = String(error);
  return { en: text, ko: text };
}

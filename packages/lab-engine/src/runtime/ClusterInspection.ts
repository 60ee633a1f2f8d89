import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  correctCapabilities,
  detectCapabilities,
  isSupported,
  MINIMUM_KUBERNETES,
  readKubernetesVersion,
  versionCapability,
  type KubernetesVersion,
} from '../capability';
import { ClusterError, type GatewayCluster } from '../gateway';
import type { SandboxSupplier } from '../sandbox';
import { connectionProblem } from './connectionProblem';
import { kubernetesTooOld, labsAreOff } from './messages';
import type { LabLogger } from './types';

/** How often version and fence are looked at while everything is well. */
const INTERVAL_MS = 5 * 60_000;
/** When a look that got no answer is repeated. */
const RETRY_MS = 3_000;
/** When it is looked again whether an API that is registered answers by now. */
const AWAITING_MS = 5_000;
/** That often: a server that does not start in two minutes is no longer waited for. */
const AWAITING_LOOKS = 24;
/** Capabilities change rarely: every ten minutes. */
const ROUNDS_PER_DETECTION = 2;

/** What an inspection works with. */
export interface ClusterInspectionOptions {
  cluster: GatewayCluster;
  /** Knows what the backend must not be able to do there. */
  supplier: Pick<SandboxSupplier, 'testRights' | 'diagnose'>;
  /** Something was found out. */
  onChange(): void;
  logger?: LabLogger;
  /** Default five minutes. */
  intervalMs?: number;
}

/**
 * What a cluster is asked beside the watch that shows that it lives: which
 * Kubernetes it is, whether its fence holds, what it offers; and, when the
 * watch fails, why.
 */
export class ClusterInspection {
  readonly #options: ClusterInspectionOptions;
  /** Paths whose refusal was logged. */
  readonly #refusedPaths = new Set<string>();
  #version: KubernetesVersion | undefined;
  #detected: string[] = [];
  /** Result of the last round; undefined before the first of a connection. */
  #result: { problem?: LocalizedText } | undefined;
  #failure: LocalizedText | undefined;
  #isDiagnosing = false;
  /** Distinguishes what was asked before and after a lost connection. */
  #connection = 0;
  #round = 0;
  /** Looks in this connection that found an API registered and not answering. */
  #awaitingLooks = 0;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: ClusterInspectionOptions) {
    this.#options = options;
  }

  static create(options: ClusterInspectionOptions): ClusterInspection {
    return new ClusterInspection(options);
  }

  /** As the API server says it; the last one known. */
  get kubernetesVersion(): string | undefined {
    return this.#version?.text;
  }

  /** Detected and corrected; the last ones known. */
  get capabilities(): string[] {
    const version = this.#version ? [versionCapability(this.#version)] : [];
    const { capabilities } = this.#options.cluster.options;
    return correctCapabilities([...this.#detected, ...version], capabilities);
  }

  /** Whether labs may run, as of the last round; undefined before the first one. */
  get result(): { problem?: LocalizedText } | undefined {
    return this.#result;
  }

  /** Why the cluster cannot be watched, as far as that was found out. */
  get failure(): LocalizedText | undefined {
    return this.#failure;
  }

  /** Behind a new connection may be a cluster that was changed meanwhile. */
  begin(): void {
    this.forget();
    this.#round = 0;
    this.#awaitingLooks = 0;
    this.#inspect();
  }

  /** The connection is lost: nothing that was found holds for the next one. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#connection += 1;
    this.#result = undefined;
    this.#failure = undefined;
  }

  /** Asks once more what the watch asks, for the reason of its failure. */
  async diagnose(): Promise<void> {
    if (this.#isDiagnosing) return;
    this.#isDiagnosing = true;
    const connection = this.#connection;
    const failure = await this.#diagnosis();
    this.#isDiagnosing = false;
    if (connection !== this.#connection) return;
    this.#failure = failure;
    this.#options.onChange();
  }

  stop(): void {
    this.forget();
  }

  async #diagnosis(): Promise<LocalizedText | undefined> {
    const { cluster, supplier } = this.#options;
    try {
      const version = await readKubernetesVersion(cluster.client);
      if (!isSupported(version)) return tooOld(version);
      return await supplier.diagnose();
    } catch (error) {
      return this.#words(error);
    }
  }

  async #inspect(): Promise<void> {
    const connection = this.#connection;
    const { cluster, supplier } = this.#options;
    let nextMs = this.#options.intervalMs ?? INTERVAL_MS;
    let problem: LocalizedText | undefined;
    try {
      this.#version = await readKubernetesVersion(cluster.client);
      if (isSupported(this.#version)) {
        const [found, isAwaiting] = await Promise.all([
          supplier.testRights(),
          this.#detect(),
        ]);
        problem = found;
        if (isAwaiting && this.#awaitingLooks < AWAITING_LOOKS) {
          this.#awaitingLooks += 1;
          nextMs = AWAITING_MS;
        } else {
          this.#round += 1;
        }
      } else {
        problem = labsAreOff(tooOld(this.#version));
      }
    } catch (error) {
      // Fail closed: what could not be tested does not hold.
      problem = labsAreOff(this.#words(error));
      nextMs = RETRY_MS;
    }
    if (connection !== this.#connection) return;
    this.#result = { problem };
    this.#timer = setTimeout(() => this.#inspect(), nextMs);
    // An open portal keeps the process alive, this does not.
    this.#timer.unref();
    this.#options.onChange();
  }

  /** @returns whether more may be found in a moment */
  async #detect(): Promise<boolean> {
    if (this.#round % ROUNDS_PER_DETECTION !== 0) return false;
    const { cluster, logger } = this.#options;
    const found = await detectCapabilities(cluster.client, this.#detected);
    this.#detected = found.capabilities;
    for (const { path, capabilities, error } of found.unread) {
      if (this.#refusedPaths.has(path)) continue;
      this.#refusedPaths.add(path);
      const { name } = cluster.options;
      const offers = capabilities.join(', ');
      logger?.warn(
        `Training cluster ${name}: ${path} cannot be read (${error.message}), so it is not known whether it offers ${offers}`,
      );
    }
    return found.isAwaiting;
  }

  #words(error: unknown): LocalizedText {
    if (error instanceof ClusterError) {
      const { server, title } = this.#options.cluster.options;
      return connectionProblem(error, server ?? title);
    }
    const text = String(error);
    return { en: text, ko: text };
  }
}

function tooOld({ text }: KubernetesVersion): LocalizedText {
  return kubernetesTooOld(text, MINIMUM_KUBERNETES);
}

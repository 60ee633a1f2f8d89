import { randomBytes } from 'node:crypto';
import type { ClusterClient } from '../../../gateway';
import { ClusterError, errorFromNetwork } from '../../../gateway/ClusterError';
import type { KubernetesObject } from '../../types';
import { PROBE_DEADLINE_SECONDS, probeJob } from './probeJob';
import { podOfJob, type ProbeResult, resultOf, waitsFor } from './probeResult';
import type { ProbeCheck } from './script';

const CREATE_TIMEOUT_MS = 10_000;
const NONCE_BYTES = 12;
/** A little more than what the Job gets: its end is known a moment later. */
const LIMIT_MS = (PROBE_DEADLINE_SECONDS + 10) * 1_000;

/** Where a probe runs. */
export interface ProbeRunOptions {
  /** That of the backend: learners cannot change what it makes. */
  client: ClusterClient;
  namespace: string;
  checkId: string;
  probe: ProbeCheck;
  /** Milliseconds since the epoch. */
  now: number;
  /** The Job was made, or could not be. */
  onChange(): void;
}

/** How far a probe is. */
export type ProbeProgress =
  | { state: 'running' }
  | { state: 'ended'; result: ProbeResult; pod: KubernetesObject }
  /** It ended and says nothing. */
  | { state: 'mute' }
  | { state: 'late'; waitsFor: string }
  | { state: 'failed'; error: ClusterError };

/** One Job, from its creation to its deletion. */
export class ProbeRun {
  readonly #options: ProbeRunOptions;
  readonly #nonce = randomBytes(NONCE_BYTES).toString('hex');
  readonly #job: ReturnType<typeof probeJob>;
  readonly #created: Promise<void>;
  #uid: string | undefined;
  #error: ClusterError | undefined;

  private constructor(options: ProbeRunOptions) {
    this.#options = options;
    this.#job = probeJob({ ...options, nonce: this.#nonce });
    this.#created = this.#create();
  }

  static start(options: ProbeRunOptions): ProbeRun {
    return new ProbeRun(options);
  }

  /** When it is given up, in milliseconds since the epoch. */
  get limitAt(): number {
    return this.#options.now + LIMIT_MS;
  }

  progress(pods: KubernetesObject[], now: number): ProbeProgress {
    if (this.#error) return { state: 'failed', error: this.#error };
    const pod = this.#uid ? podOfJob(pods, this.#uid) : undefined;
    const result = pod && resultOf(pod, this.#nonce);
    if (pod && result) {
      return result === 'none'
        ? { state: 'mute' }
        : { state: 'ended', result, pod };
    }
    return now < this.limitAt
      ? { state: 'running' }
      : { state: 'late', waitsFor: waitsFor(pod) };
  }

  /** Deletes the Job, also one that is being created. Where that fails the Job deletes itself. */
  async remove(): Promise<void> {
    await this.#created;
    if (!this.#uid) return;
    const { client, namespace } = this.#options;
    const { apiVersion, kind, metadata } = this.#job;
    const ref = { apiVersion, kind, namespace, name: metadata.name };
    await client.delete(ref, { uid: this.#uid }).catch(errorFromNetwork);
  }

  async #create(): Promise<void> {
    const { client, namespace, onChange } = this.#options;
    try {
      const { metadata } = await client.create(this.#job, {
        namespace,
        signal: AbortSignal.timeout(CREATE_TIMEOUT_MS),
      });
      this.#uid = metadata.uid;
    } catch (error) {
      this.#error = errorFromNetwork(error);
    }
    onChange();
  }
}

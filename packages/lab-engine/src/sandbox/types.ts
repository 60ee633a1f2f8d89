import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ObjectRead } from '../check/types';
import type { ProvisionInput, SandboxInfo, SandboxRef } from '../runtime/types';
import type { KindWatchOptions } from '../watch';
import type { SandboxIdentities } from './SandboxIdentities';

/** A sandbox that the learner's token can use. */
export interface ProvisionedSandbox {
  ref: SandboxRef;
  identities: SandboxIdentities;
}

/** Who is told, and how patient the watch is. */
export type CensusOptions = Pick<
  KindWatchOptions,
  'onChange' | 'longestBackOffMs'
>;

/** The sandboxes in use, as a watch knows them. */
export interface SandboxCensus {
  /** One object for each that is not at its end. */
  read(): ObjectRead;
  stop(): void;
}

/**
 * Where the sandboxes of one cluster come from and go to. Everything between
 * is the same, whoever made the namespace.
 *
 * Every method may be repeated, by any replica: it goes on where it stopped.
 */
export interface SandboxSupplier {
  /** @throws LabError `gone`, `conflict`, `fence-missing` or `cluster-unavailable`; ClusterError */
  provision(
    input: ProvisionInput,
    signal?: AbortSignal,
  ): Promise<ProvisionedSandbox>;
  /**
   * Ends a sandbox: rights first, then pods, then the rest.
   *
   * @returns true once nothing of it is left
   */
  remove(sandbox: SandboxRef): Promise<boolean>;
  /** All that a portal has given to attempts. */
  list(instance: string): Promise<SandboxInfo[]>;
  /**
   * Tries, without an effect, what the backend must not be able to do.
   *
   * @returns undefined when it is refused, else why labs must stay off
   */
  testRights(signal?: AbortSignal): Promise<LocalizedText | undefined>;
  /** A watch: the sign that the cluster lives, and how full it is. */
  watch(options: CensusOptions): SandboxCensus;
  /**
   * Asks once what the watch asks, for the reason of its failure.
   *
   * @returns what is known better than by the error
   * @throws ClusterError
   */
  diagnose(): Promise<LocalizedText | undefined>;
  /** Makes in the background what is to be there ahead of demand. */
  tend?(): void;
  /** Ends what runs in the background. */
  close?(): Promise<void>;
}

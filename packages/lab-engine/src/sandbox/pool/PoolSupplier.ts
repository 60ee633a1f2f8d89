import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { KubernetesObject } from '../../check/types';
import type { ClusterClient } from '../../gateway';
import { LabError } from '../../runtime/LabError';
import type {
  ProvisionInput,
  SandboxInfo,
  SandboxRef,
} from '../../runtime/types';
import { completeSandbox } from '../completeSandbox';
import { poolFull, sandboxGone } from '../messages';
import { ATTEMPT_LABEL, INSTANCE_LABEL } from '../names';
import { sandboxObjects } from '../sandboxObjects';
import type {
  CensusOptions,
  ProvisionedSandbox,
  SandboxCensus,
  SandboxSupplier,
} from '../types';
import { isEnding, readClaim } from './claim';
import { claimNamespace, renewClaim } from './claimNamespace';
import { claimInfo, releaseNamespace } from './releaseNamespace';
import { testPool } from './testPool';
import { watchClaims } from './watchClaims';

/** Which namespaces there are. */
export interface PoolSupplierOptions {
  /** Acts as the backend. */
  client: ClusterClient;
  /** Made by the cluster's administrator. */
  namespaces: string[];
}

/**
 * Lends namespaces that exist already. The backend has rights in them and
 * nowhere else; what a sandbox is made of, it makes in them itself.
 */
export class PoolSupplier implements SandboxSupplier {
  readonly #client: ClusterClient;
  readonly #namespaces: string[];

  private constructor({ client, namespaces }: PoolSupplierOptions) {
    this.#client = client;
    this.#namespaces = namespaces;
  }

  static create(options: PoolSupplierOptions): PoolSupplier {
    return new PoolSupplier(options);
  }

  async provision(
    input: ProvisionInput,
    signal?: AbortSignal,
  ): Promise<ProvisionedSandbox> {
    const client = this.#client;
    const claims = await this.#claims(signal);
    const own = claims.find(({ claim }) => claim && isOf(claim, input.owner));
    if (own?.claim && isEnding(own.claim)) {
      throw new LabError('gone', sandboxGone());
    }
    if (own) await renewClaim({ client, namespace: own.namespace, input });
    const free = claims.filter(({ claim }) => !claim);
    const claimed = own?.claim
      ? { namespace: own.namespace, uid: own.claim.metadata.uid as string }
      : await claimNamespace({
          client,
          free: free.map(({ namespace }) => namespace),
          input,
          signal,
        });
    if (!claimed) {
      const text = poolFull(this.#namespaces.length);
      throw new LabError('cluster-unavailable', text);
    }
    const { namespace, uid } = claimed;
    const objects = sandboxObjects({ ...input, namespace });
    const options = { client, namespace, objects, signal };
    const identities = await completeSandbox(options);
    return { ref: { cluster: input.cluster, namespace, uid }, identities };
  }

  async remove(sandbox: SandboxRef): Promise<boolean> {
    // What the administrator took out of the pool is theirs to clear.
    if (!this.#namespaces.includes(sandbox.namespace)) return true;
    return releaseNamespace(this.#client, sandbox);
  }

  async list(instance: string): Promise<SandboxInfo[]> {
    const claims = await this.#claims();
    return claims.flatMap(({ namespace, claim }) =>
      claim?.metadata.labels?.[INSTANCE_LABEL] === instance
        ? [claimInfo({ cluster: this.#client.cluster, namespace, claim })]
        : [],
    );
  }

  testRights(signal?: AbortSignal): Promise<LocalizedText | undefined> {
    return testPool(this.#client, this.#namespaces, signal);
  }

  diagnose(): Promise<LocalizedText | undefined> {
    return this.testRights();
  }

  watch(options: CensusOptions): SandboxCensus {
    return watchClaims(this.#client, this.#namespaces, options);
  }

  #claims(signal?: AbortSignal) {
    return Promise.all(
      this.#namespaces.map(async namespace => ({
        namespace,
        claim: await readClaim(this.#client, namespace, signal),
      })),
    );
  }
}

function isOf(
  { metadata: { labels } }: KubernetesObject,
  { instance, attemptId }: ProvisionInput['owner'],
): boolean {
  return (
    labels?.[INSTANCE_LABEL] === instance &&
    labels?.[ATTEMPT_LABEL] === attemptId
  );
}

import type { KubernetesObject } from '../../check/types';
import type { ClusterClient } from '../../gateway';
import type { LabLogger, ProvisionInput } from '../../runtime/types';
import { assertGuarded, firstUse } from '../completeSandbox';
import { hasStatus } from '../endRights';
import {
  ATTEMPT_LABEL,
  isPrepared,
  PREPARED_ANNOTATION,
  PREPARED_PREFIX,
  randomPart,
} from '../names';
import { isTerminating, namespaceRef } from '../ownedNamespace';
import { SandboxIdentities } from '../SandboxIdentities';
import { ownerLabels, sandboxAnnotations } from '../sandboxObjects';
import type { ProvisionedSandbox } from '../types';
import { listNamespaces } from './listSandboxes';
import { byAge, FINGERPRINT, isReady, isUnfinished } from './preparedState';
import { provisionSandbox } from './provisionSandbox';

/** After that it is made anew. */
const LIFE_MS = 24 * 3_600_000;
/** When what failed in the background is tried again. */
const RETRY_MS = 30_000;

/** How many, and whose. */
export interface PreparedSandboxesOptions {
  /** Acts as the backend. */
  client: ClusterClient;
  /** Sandboxes that are kept ready. */
  count: number;
  /** Id of the portal. */
  instance: string;
  logger?: LabLogger;
}

/**
 * Sandboxes that are complete before anybody asks for them. Replicas share
 * them: the API server lets one of those who take the same one succeed, and a
 * replica that finds too many removes those that all others would remove too.
 */
export class PreparedSandboxes {
  readonly #options: PreparedSandboxesOptions;
  readonly #abort = new AbortController();
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: PreparedSandboxesOptions) {
    this.#options = options;
  }

  static create(options: PreparedSandboxesOptions): PreparedSandboxes {
    return new PreparedSandboxes(options);
  }

  /**
   * Gives a prepared sandbox to an attempt, or finds the one it has already.
   *
   * @returns undefined when none is ready, or none is of that profile
   * @throws LabError `gone`, `conflict` or `fence-missing`; ClusterError
   */
  async take(
    input: ProvisionInput,
    signal?: AbortSignal,
  ): Promise<ProvisionedSandbox | undefined> {
    const { client } = this.#options;
    const { owner, profile = 'standard' } = input;
    const namespaces = await listNamespaces(client, owner.instance, signal);
    const own = namespaces.find(
      namespace =>
        namespace.metadata.labels?.[ATTEMPT_LABEL] === owner.attemptId &&
        !isTerminating(namespace),
    );
    if (own) {
      const { name } = own.metadata;
      return provisionSandbox(client, { ...input, namespace: name }, signal);
    }
    if (profile !== 'standard') return undefined;
    for (const namespace of namespaces.filter(isReady)) {
      const taken = await this.#give(namespace, input, signal);
      if (taken) return taken;
    }
    return undefined;
  }

  /** Looks in the background whether there are enough. */
  tend(): void {
    clearTimeout(this.#timer);
    if (this.#abort.signal.aborted) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Sandboxes stay. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#abort.abort();
    await this.#running;
  }

  async #give(
    { metadata }: KubernetesObject,
    input: ProvisionInput,
    signal?: AbortSignal,
  ): Promise<ProvisionedSandbox | undefined> {
    const { client } = this.#options;
    const { name: namespace, uid, resourceVersion } = metadata;
    try {
      await client.patch(
        namespaceRef(namespace),
        {
          metadata: {
            resourceVersion,
            labels: ownerLabels(input.owner),
            annotations: {
              ...sandboxAnnotations(input),
              [PREPARED_ANNOTATION]: null,
            },
          },
        },
        { signal },
      );
    } catch (error) {
      // 409: somebody else was faster. 403: it is somebody's since the list was read.
      if (hasStatus(error, 403, 404, 409)) return undefined;
      throw error;
    }
    const identities = SandboxIdentities.create({ client, namespace });
    await Promise.all([
      assertGuarded(client, namespace, signal),
      firstUse(identities, namespace, signal),
    ]);
    const { cluster } = input;
    return { ref: { cluster, namespace, uid: uid as string }, identities };
  }

  async #run(): Promise<void> {
    const { client, logger } = this.#options;
    while (this.#again && !this.#abort.signal.aborted) {
      this.#again = false;
      try {
        await this.#balance();
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        logger?.warn(
          `Sandboxes could not be prepared on ${client.cluster}: ${error}`,
        );
        this.#timer = setTimeout(() => this.tend(), RETRY_MS);
        this.#timer.unref();
      }
    }
  }

  async #balance(): Promise<void> {
    const { client, count, instance } = this.#options;
    const { signal } = this.#abort;
    const namespaces = await listNamespaces(client, instance, signal);
    const prepared = namespaces.filter(
      namespace => isPrepared(namespace) && !isTerminating(namespace),
    );
    const kept = prepared
      .filter(namespace => isReady(namespace) || isUnfinished(namespace))
      .sort(byAge)
      .slice(0, count);
    for (const { metadata } of prepared) {
      if (kept.some(({ metadata: { uid } }) => uid === metadata.uid)) continue;
      const { uid, resourceVersion } = metadata;
      await client
        .delete(namespaceRef(metadata.name), { uid, resourceVersion, signal })
        .catch(error => {
          // Somebody took it, completed it, or removed it too.
          if (!hasStatus(error, 404, 409)) throw error;
        });
    }
    for (let missing = count - kept.length; missing > 0; missing--) {
      await this.#prepare(signal);
    }
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    const { client, instance } = this.#options;
    const random = randomPart();
    const { ref } = await provisionSandbox(
      client,
      {
        cluster: client.cluster,
        namespace: `acad-prepared-${random}`,
        owner: { instance, attemptId: `${PREPARED_PREFIX}${random}` },
        expiresAt: new Date(Date.now() + LIFE_MS),
      },
      signal,
    );
    await client.patch(
      namespaceRef(ref.namespace),
      { metadata: { annotations: { [PREPARED_ANNOTATION]: FINGERPRINT } } },
      { signal },
    );
  }
}

import type { ClusterClient } from '../gateway';
import { CHECKER_ACCOUNT, KUBECONFIG_SECRET, LEARNER_ACCOUNT } from './names';
import { kubeconfigSecret } from './sandboxObjects';
import {
  cachedToken,
  requestToken,
  type IssuedToken,
  type TokenRequestOptions,
} from './tokenRequest';

/** Whose identities these are. */
export interface SandboxIdentitiesOptions {
  /** Acts as the backend. */
  client: ClusterClient;
  namespace: string;
}

/** The three who act in one sandbox. Tokens live in memory only. */
export class SandboxIdentities {
  /** Acts as the backend. */
  readonly backend: ClusterClient;
  /** May do what the learner may do, and is revoked with the learner. */
  readonly learner: ClusterClient;
  /** Reads only. */
  readonly checker: ClusterClient;
  readonly #namespace: string;
  #secretUid: string | undefined;

  private constructor({ client, namespace }: SandboxIdentitiesOptions) {
    this.#namespace = namespace;
    this.backend = client;
    this.checker = client.withToken(
      cachedToken(() =>
        requestToken({ client, namespace, serviceAccount: CHECKER_ACCOUNT }),
      ),
    );
    this.learner = client.withToken(cachedToken(() => this.learnerToken()));
  }

  static create(options: SandboxIdentitiesOptions): SandboxIdentities {
    return new SandboxIdentities(options);
  }

  /** A new token of the learner, bound to the Secret whose deletion revokes it. */
  async learnerToken(
    options: Pick<TokenRequestOptions, 'ttlSeconds' | 'signal'> = {},
  ): Promise<IssuedToken> {
    const uid = this.#secretUid ?? (await this.bindSecret(options.signal));
    return requestToken({
      ...options,
      client: this.backend,
      namespace: this.#namespace,
      serviceAccount: LEARNER_ACCOUNT,
      boundTo: { kind: 'Secret', name: KUBECONFIG_SECRET, uid },
    });
  }

  /** Creates the Secret, or finds it; @returns its uid */
  async bindSecret(signal?: AbortSignal): Promise<string> {
    const { object } = await this.backend.apply(kubeconfigSecret(), {
      namespace: this.#namespace,
      signal,
    });
    this.#secretUid = object.metadata.uid as string;
    return this.#secretUid;
  }
}

import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ClusterClient } from '../../gateway';
import type {
  LabLogger,
  ProvisionInput,
  SandboxInfo,
  SandboxRef,
} from '../../runtime/types';
import { KindWatch } from '../../watch';
import { ALL_SANDBOXES_SELECTOR, isPrepared } from '../names';
import { isTerminating } from '../ownedNamespace';
import type {
  CensusOptions,
  ProvisionedSandbox,
  SandboxCensus,
  SandboxSupplier,
} from '../types';
import { listSandboxes } from './listSandboxes';
import { PreparedSandboxes } from './PreparedSandboxes';
import { provisionSandbox } from './provisionSandbox';
import { removeSandbox } from './removeSandbox';
import { testFence } from './testFence';

/** Where namespaces are made and deleted. */
export interface PolicySupplierOptions {
  /** Acts as the backend. */
  client: ClusterClient;
  /** Sandboxes that are kept ready ahead of demand. */
  prepared: number;
  /** Id of the portal; without one nothing is prepared. */
  instance?: string;
  logger?: LabLogger;
}

/** Makes namespaces, with cluster-wide rights that a policy limits. */
export class PolicySupplier implements SandboxSupplier {
  readonly #client: ClusterClient;
  readonly #prepared: PreparedSandboxes | undefined;
  readonly #count: number;

  private constructor(options: PolicySupplierOptions) {
    const { client, instance, prepared: count, logger } = options;
    this.#client = client;
    this.#count = count;
    this.#prepared =
      instance === undefined
        ? undefined
        : PreparedSandboxes.create({ client, count, instance, logger });
  }

  static create(options: PolicySupplierOptions): PolicySupplier {
    return new PolicySupplier(options);
  }

  async provision(
    input: ProvisionInput,
    signal?: AbortSignal,
  ): Promise<ProvisionedSandbox> {
    const taken =
      this.#count > 0 ? await this.#prepared?.take(input, signal) : undefined;
    if (taken) this.tend();
    return taken ?? provisionSandbox(this.#client, input, signal);
  }

  remove(sandbox: SandboxRef): Promise<boolean> {
    return removeSandbox(this.#client, sandbox);
  }

  list(instance: string): Promise<SandboxInfo[]> {
    return listSandboxes(this.#client, instance);
  }

  testRights(signal?: AbortSignal): Promise<LocalizedText | undefined> {
    return testFence(this.#client, signal);
  }

  async diagnose(): Promise<undefined> {
    await this.#client.request({
      method: 'GET',
      path: '/api/v1/namespaces',
      query: { labelSelector: ALL_SANDBOXES_SELECTOR, limit: 1 },
    });
  }

  watch(options: CensusOptions): SandboxCensus {
    const watch = KindWatch.create({
      ...options,
      client: this.#client,
      kind: { apiVersion: 'v1', kind: 'Namespace' },
      labelSelector: ALL_SANDBOXES_SELECTOR,
    });
    return {
      read() {
        const read = watch.read();
        if (read.state !== 'synced') return read;
        const objects = read.objects.filter(
          namespace => !isTerminating(namespace) && !isPrepared(namespace),
        );
        return { state: 'synced', objects };
      },
      stop: () => watch.stop(),
    };
  }

  /** Also removes what was prepared while more was wanted. */
  tend(): void {
    this.#prepared?.tend();
  }

  async close(): Promise<void> {
    await this.#prepared?.close();
  }
}

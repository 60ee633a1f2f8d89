import type { ObjectSource } from '../check/types';
import {
  NestedCluster,
  NestedObjectSource,
  nestedUnreadable,
  routeKinds,
} from '../nested';
import type { SandboxIdentities } from '../sandbox';
import { SandboxWatches } from '../watch';

/** Which sandbox it is, and who acts there. */
export interface OpenSandboxOptions {
  namespace: string;
  identities: SandboxIdentities;
}

/** What is kept in memory about a sandbox; all of it can be made anew. */
export class OpenSandbox {
  readonly identities: SandboxIdentities;
  /** Objects of the namespace. */
  readonly watches: SandboxWatches;
  /** Objects that checks read, those of the nested control plane included. */
  readonly objects: ObjectSource;
  readonly #namespace: string;
  #nested: { cluster: NestedCluster; watches: SandboxWatches } | undefined;

  private constructor({ namespace, identities }: OpenSandboxOptions) {
    this.identities = identities;
    this.#namespace = namespace;
    const client = identities.checker;
    this.watches = SandboxWatches.create({ client, namespace });
    this.objects = routeKinds(this.watches, () =>
      NestedObjectSource.create({
        sandbox: this.watches,
        inside: this.#inside().watches,
      }),
    );
  }

  static create(options: OpenSandboxOptions): OpenSandbox {
    return new OpenSandbox(options);
  }

  /** The nested control plane, whether there is one or not. */
  get nested(): NestedCluster {
    return this.#inside().cluster;
  }

  async close(): Promise<void> {
    this.watches.close();
    this.#nested?.watches.close();
    await this.#nested?.cluster.close();
  }

  #inside() {
    if (!this.#nested) {
      const cluster = NestedCluster.create({
        backend: this.identities.backend,
        namespace: this.#namespace,
        pods: this.watches,
      });
      const client = cluster.client('checker');
      const unreadable = nestedUnreadable;
      const watches = SandboxWatches.create({ client, unreadable });
      this.#nested = { cluster, watches };
    }
    return this.#nested;
  }
}

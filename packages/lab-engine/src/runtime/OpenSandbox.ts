import type { CheckActors } from '../check/kinds/types';
import type { ObjectSource } from '../check/types';
import {
  NestedCluster,
  NestedObjectSource,
  nestedUnreadable,
  routeKinds,
} from '../nested';
import type { SandboxIdentities } from '../sandbox';
import { SandboxWatches, type SandboxObjects } from '../watch';
import { actorClients } from './actorClients';

/** Which sandbox it is, and who acts there. */
export interface OpenSandboxOptions {
  namespace: string;
  identities: SandboxIdentities;
  /** Default: watches of its own. */
  watches?: SandboxObjects;
}

/** What is kept in memory about a sandbox; all of it can be made anew. */
export class OpenSandbox {
  readonly identities: SandboxIdentities;
  /** Objects of the namespace. */
  readonly watches: SandboxObjects;
  /** Objects that checks read, those of the nested control plane included. */
  readonly objects: ObjectSource;
  /** Who asks the API server for checks. */
  readonly actors: CheckActors;
  readonly #namespace: string;
  #nested: { cluster: NestedCluster; watches: SandboxWatches } | undefined;

  private constructor(options: OpenSandboxOptions) {
    const { namespace, identities } = options;
    this.identities = identities;
    this.#namespace = namespace;
    this.actors = {
      namespace,
      checker: identities.checker,
      backend: identities.backend,
      as: actorClients({ namespace, identities }),
    };
    const client = identities.checker;
    this.watches =
      options.watches ?? SandboxWatches.create({ client, namespace });
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

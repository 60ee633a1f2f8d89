import type { ClusterClient } from '../gateway';
import type { TrainingClusterOptions } from '../runtime/types';
import { ClusterWatches } from './ClusterWatches';
import { SandboxWatches, type SandboxObjects } from './SandboxWatches';

/** The fence of the cluster lets no sandbox have another name. */
const SANDBOX_PREFIX = 'acad-';

/** Which cluster it is, and who the backend is there. */
export interface ClusterObjectsOptions {
  /** Acts as the backend. */
  client: ClusterClient;
  options: Pick<TrainingClusterOptions, 'sandboxes' | 'watchScope'>;
}

/** The objects of all sandboxes of one cluster, watched in the configured scope. */
export class ClusterObjects {
  readonly #cluster: ClusterWatches | undefined;
  readonly #open = new Set<SandboxObjects>();

  private constructor({ client, options }: ClusterObjectsOptions) {
    const { sandboxes, watchScope = 'sandbox' } = options;
    if (watchScope === 'sandbox') return;
    const isSandbox =
      sandboxes?.mode === 'pool'
        ? (name: string) => sandboxes.namespaces.includes(name)
        : (name: string) => name.startsWith(SANDBOX_PREFIX);
    this.#cluster = ClusterWatches.create({ client, isSandbox });
  }

  static create(options: ClusterObjectsOptions): ClusterObjects {
    return new ClusterObjects(options);
  }

  /** How many watches are open. */
  get size(): number {
    return [...this.#open].reduce(
      (sum, { size }) => sum + size,
      this.#cluster?.size ?? 0,
    );
  }

  /** @param checker - the sandbox's read-only identity */
  sandbox(namespace: string, checker: ClusterClient): SandboxObjects {
    const objects =
      this.#cluster?.sandbox(namespace) ??
      SandboxWatches.create({ client: checker, namespace });
    const open: SandboxObjects = {
      get size() {
        return objects.size;
      },
      subscribe: (kinds, onChange) => objects.subscribe(kinds, onChange),
      retryNow: () => objects.retryNow(),
      close: () => {
        this.#open.delete(open);
        objects.close();
      },
    };
    this.#open.add(open);
    return open;
  }

  /** The cluster is there again: nothing waits for its next try. */
  retryNow(): void {
    if (this.#cluster) this.#cluster.retryNow();
    else this.#open.forEach(objects => objects.retryNow());
  }

  close(): void {
    this.#open.forEach(objects => objects.close());
    this.#cluster?.close();
  }
}

import type { ObjectKind, ObjectRead } from '../check/types';
import { ClusterError, type ClusterClient, type KindRef } from '../gateway';
import { unreadableOnCluster } from './messages';
import { namespaceOf } from './ObjectCache';
import type { SandboxObjects } from './SandboxWatches';
import { SharedWatches, type SharedSubscription } from './SharedWatches';
import { WatchLabel } from './WatchLabel';

/** Which cluster is watched, and what a sandbox is there. */
export interface ClusterWatchesOptions {
  /** Acts as the backend, which may read the kinds of checks everywhere. */
  client: ClusterClient;
  isSandbox(namespace: string): boolean;
}

/**
 * The watches of all sandboxes of one cluster: one per kind, with the backend's
 * own identity, while any sandbox needs the kind. Each sandbox is handed its
 * own objects and no others.
 */
export class ClusterWatches {
  readonly #options: ClusterWatchesOptions;
  readonly #watches: SharedWatches;
  #label: WatchLabel | undefined;

  private constructor(options: ClusterWatchesOptions) {
    this.#options = options;
    this.#watches = SharedWatches.create({
      client: namespacedOnly(options.client),
      keep: object => options.isSandbox(namespaceOf(object)),
      labelSelector: kind => this.#watchedLabel().selector(kind),
      unreadable: unreadableOnCluster,
    });
  }

  static create(options: ClusterWatchesOptions): ClusterWatches {
    return new ClusterWatches(options);
  }

  /** How many kinds are watched now. */
  get size(): number {
    return this.#watches.size;
  }

  /** The objects of one sandbox. */
  sandbox(namespace: string): SandboxObjects {
    const open = new Set<SharedSubscription>();
    return {
      size: 0,
      subscribe: (kinds, onChange) => {
        const shared = this.#subscribe(namespace, kinds, onChange);
        open.add(shared);
        const stop = () => {
          open.delete(shared);
          this.#stop(shared);
        };
        return { ...shared, stop };
      },
      retryNow: () => this.retryNow(),
      close: () => {
        open.forEach(shared => this.#stop(shared));
        open.clear();
      },
    };
  }

  retryNow(): void {
    this.#label?.retryNow();
    this.#watches.retryNow();
  }

  close(): void {
    this.#watches.close();
    this.#label?.stop();
    this.#label = undefined;
  }

  /** A watch that is open already may not know yet what was made just now. */
  #subscribe(
    namespace: string,
    kinds: ObjectKind[],
    onChange: () => void,
  ): SharedSubscription {
    const shared = this.#watches.subscribe({ kinds, namespace, onChange });
    const older = kinds.filter(kind => shared.read(kind).state === 'synced');
    let isCatchingUp = older.length > 0;
    if (isCatchingUp) {
      shared.confirm(older, 0).then(() => {
        isCatchingUp = false;
        onChange();
      });
    }
    const read = (kind: ObjectKind): ObjectRead =>
      isCatchingUp ? { state: 'syncing' } : shared.read(kind);
    let isStopped = false;
    return {
      ...shared,
      read,
      stop: () => {
        if (isStopped) return;
        isStopped = true;
        shared.stop();
      },
    };
  }

  #stop(shared: SharedSubscription): void {
    shared.stop();
    if (this.#watches.size > 0) return;
    this.#label?.stop();
    this.#label = undefined;
  }

  #watchedLabel(): WatchLabel {
    this.#label ??= WatchLabel.create({
      ...this.#options,
      onChange: () => this.#watches.restart(),
    });
    return this.#label;
  }
}

/** Whoever may list cluster-scoped objects here sees those of everybody. */
function namespacedOnly(
  client: ClusterClient,
): Pick<ClusterClient, 'path' | 'request' | 'stream'> {
  return {
    request: call => client.request(call),
    stream: call => client.stream(call),
    async path(ref: KindRef) {
      const { namespaced } = await client.mapping(ref);
      if (namespaced) return client.path(ref);
      throw new ClusterError({
        status: 403,
        reason: 'Forbidden',
        message: `${ref.kind} objects are in no sandbox`,
      });
    },
  };
}

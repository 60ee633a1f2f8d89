import type { ObjectKind, ObjectSubscription } from '../check/types';
import { KindWatch, type KindWatchOptions } from './KindWatch';

/** Who watches; kinds come with those who ask for them. */
export type SharedWatchesOptions = Omit<
  KindWatchOptions,
  'kind' | 'labelSelector' | 'onChange'
> & {
  /** Asked whenever all objects of a kind are read anew. Default: all of them are. */
  labelSelector?(kind: ObjectKind): Promise<string | undefined>;
};

/** Objects of some kinds, kept current until stopped. */
export interface SharedSubscription extends ObjectSubscription {
  /** @param freshMs - see {@link KindWatch.confirm} */
  confirm(kinds: ObjectKind[], freshMs?: number): Promise<void>;
}

/** Who wants to hear of what. */
export interface WatchRequest {
  kinds: ObjectKind[];
  /** Only objects of this one; all that are watched when absent. */
  namespace?: string;
  onChange(): void;
}

interface SharedWatch {
  kind: ObjectKind;
  watch: KindWatch;
  listeners: Set<WatchRequest>;
}

/**
 * Watches that several share: one per kind, however many ask for it, and only
 * while somebody does.
 */
export class SharedWatches {
  readonly #options: SharedWatchesOptions;
  readonly #shared = new Map<string, SharedWatch>();

  private constructor(options: SharedWatchesOptions) {
    this.#options = options;
  }

  static create(options: SharedWatchesOptions): SharedWatches {
    return new SharedWatches(options);
  }

  /** How many kinds are watched now. */
  get size(): number {
    return this.#shared.size;
  }

  subscribe(request: WatchRequest): SharedSubscription {
    // The same request may come twice: each subscription is its own.
    const listener = { ...request };
    const { namespace } = listener;
    const used = new Map<string, SharedWatch>();
    for (const kind of request.kinds) {
      const shared = this.#watch(kind);
      shared.listeners.add(listener);
      used.set(keyOf(kind), shared);
    }
    const find = (kind: ObjectKind) => {
      const shared = used.get(keyOf(kind));
      if (!shared) throw new Error(`${keyOf(kind)} was not subscribed to`);
      return shared;
    };
    return {
      read: kind => find(kind).watch.read(namespace),
      confirm: async (confirmed, freshMs) => {
        const options = { namespace, freshMs };
        await Promise.all(
          confirmed.map(kind => find(kind).watch.confirm(options)),
        );
      },
      stop: () => {
        used.forEach((shared, key) => {
          shared.listeners.delete(listener);
          if (shared.listeners.size > 0) return;
          shared.watch.stop();
          if (this.#shared.get(key) === shared) this.#shared.delete(key);
        });
        used.clear();
      },
    };
  }

  /** What kept them from being read is over: none waits any longer. */
  retryNow(): void {
    this.#shared.forEach(({ watch }) => watch.retryNow());
  }

  /** Reads everything anew: what was read is not what is there. */
  restart(): void {
    for (const shared of this.#shared.values()) {
      shared.watch.stop();
      shared.watch = this.#open(shared.kind, shared.listeners);
      shared.listeners.forEach(({ onChange }) => onChange());
    }
  }

  /** Ends all watches, whoever uses them. */
  close(): void {
    this.#shared.forEach(({ watch }) => watch.stop());
    this.#shared.clear();
  }

  #watch(kind: ObjectKind): SharedWatch {
    const known = this.#shared.get(keyOf(kind));
    if (known) return known;
    const listeners = new Set<WatchRequest>();
    const watch = this.#open(kind, listeners);
    const shared = { kind, watch, listeners };
    this.#shared.set(keyOf(kind), shared);
    return shared;
  }

  #open(kind: ObjectKind, listeners: Set<WatchRequest>): KindWatch {
    const { labelSelector } = this.#options;
    return KindWatch.create({
      ...this.#options,
      kind,
      labelSelector: labelSelector && (() => labelSelector(kind)),
      onChange: namespaces =>
        listeners.forEach(({ namespace, onChange }) => {
          const all = namespaces === undefined || namespace === undefined;
          if (all || namespaces.has(namespace)) onChange();
        }),
    });
  }
}

function keyOf({ apiVersion, kind }: ObjectKind): string {
  return `${apiVersion}/${kind}`;
}

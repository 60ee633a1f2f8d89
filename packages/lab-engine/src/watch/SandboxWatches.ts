import type {
  ObjectKind,
  ObjectSource,
  ObjectSubscription,
} from '../check/types';
import type { ClusterClient } from '../gateway';
import { KindWatch, type KindWatchOptions } from './KindWatch';

/** Which sandbox is watched, and as whom. */
export interface SandboxWatchesOptions
  extends Pick<KindWatchOptions, 'unreadable'> {
  /** Acts with the sandbox's read-only identity. */
  client: ClusterClient;
  /** All namespaces when absent: inside a nested control plane. */
  namespace?: string;
}

interface SharedWatch {
  watch: KindWatch;
  listeners: Set<() => void>;
}

/**
 * The watches of one sandbox: one per kind, however many ask for it, and only
 * while somebody does.
 */
export class SandboxWatches implements ObjectSource {
  readonly #options: SandboxWatchesOptions;
  readonly #shared = new Map<string, SharedWatch>();

  private constructor(options: SandboxWatchesOptions) {
    this.#options = options;
  }

  static create(options: SandboxWatchesOptions): SandboxWatches {
    return new SandboxWatches(options);
  }

  subscribe(kinds: ObjectKind[], onChange: () => void): ObjectSubscription {
    const used = new Map<string, SharedWatch>();
    // The same function may subscribe twice: each subscription is its own.
    const listener = () => onChange();
    for (const kind of kinds) {
      const shared = this.#watch(kind);
      shared.listeners.add(listener);
      used.set(keyOf(kind), shared);
    }
    return {
      read: kind => {
        const shared = used.get(keyOf(kind));
        if (!shared) throw new Error(`${keyOf(kind)} was not subscribed to`);
        return shared.watch.read();
      },
      stop: () => {
        for (const [key, shared] of used) {
          shared.listeners.delete(listener);
          if (shared.listeners.size > 0) continue;
          shared.watch.stop();
          if (this.#shared.get(key) === shared) this.#shared.delete(key);
        }
        used.clear();
      },
    };
  }

  /** What kept them from being read is over: none waits any longer. */
  retryNow(): void {
    this.#shared.forEach(({ watch }) => watch.retryNow());
  }

  /** Ends all watches, whoever uses them: the sandbox is no more. */
  close(): void {
    this.#shared.forEach(({ watch }) => watch.stop());
    this.#shared.clear();
  }

  #watch(kind: ObjectKind): SharedWatch {
    const known = this.#shared.get(keyOf(kind));
    if (known) return known;
    const listeners = new Set<() => void>();
    const watch = KindWatch.create({
      ...this.#options,
      kind,
      onChange: () => listeners.forEach(listener => listener()),
    });
    const shared = { watch, listeners };
    this.#shared.set(keyOf(kind), shared);
    return shared;
  }
}

function keyOf({ apiVersion, kind }: ObjectKind): string {
  return `${apiVersion}/${kind}`;
}

import type {
  ObjectKind,
  ObjectSource,
  ObjectSubscription,
} from '../check/types';
import type { KindWatchOptions } from './KindWatch';
import { SharedWatches } from './SharedWatches';

/** Which sandbox is watched, and as whom. */
export type SandboxWatchesOptions = Pick<
  KindWatchOptions,
  /** Acts with the sandbox's read-only identity. */
  | 'client'
  /** All namespaces when absent: inside a nested control plane. */
  | 'namespace'
  | 'unreadable'
>;

/** Objects of one sandbox, from whatever watches. */
export interface SandboxObjects extends ObjectSource {
  /** How many watches are open for this sandbox alone. */
  readonly size: number;
  /** What kept them from being read is over: no watch waits any longer. */
  retryNow(): void;
  /** The sandbox is no more; ends what is watched for it alone. */
  close(): void;
}

/** The watches of one sandbox alone: one per kind, with the sandbox's own token. */
export class SandboxWatches implements SandboxObjects {
  readonly #watches: SharedWatches;

  private constructor(options: SandboxWatchesOptions) {
    this.#watches = SharedWatches.create(options);
  }

  static create(options: SandboxWatchesOptions): SandboxWatches {
    return new SandboxWatches(options);
  }

  get size(): number {
    return this.#watches.size;
  }

  subscribe(kinds: ObjectKind[], onChange: () => void): ObjectSubscription {
    return this.#watches.subscribe({ kinds, onChange });
  }

  retryNow(): void {
    this.#watches.retryNow();
  }

  close(): void {
    this.#watches.close();
  }
}

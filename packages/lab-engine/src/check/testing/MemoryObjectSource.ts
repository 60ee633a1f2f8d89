import type {
  KubernetesObject,
  ObjectKind,
  ObjectRead,
  ObjectSource,
  ObjectSubscription,
} from '../types';

/**
 * Objects that a test sets, kind by kind (`nested Node` for one inside); a kind
 * never set is still syncing.
 */
export class MemoryObjectSource implements ObjectSource {
  readonly #reads = new Map<string, ObjectRead>();
  readonly #listeners = new Set<() => void>();

  get subscribers(): number {
    return this.#listeners.size;
  }

  read({ kind, nested }: ObjectKind): ObjectRead {
    const key = nested ? `nested ${kind}` : kind;
    return this.#reads.get(key) ?? { state: 'syncing' };
  }

  subscribe(_kinds: ObjectKind[], onChange: () => void): ObjectSubscription {
    this.#listeners.add(onChange);
    return {
      read: kind => this.read(kind),
      stop: () => this.#listeners.delete(onChange),
    };
  }

  set(kind: string, objects: KubernetesObject[]) {
    this.#change(kind, { state: 'synced', objects });
  }

  setUnreachable(kind: string) {
    this.#change(kind, {
      state: 'unknown',
      reason: 'unreachable',
      message: { en: 'No connection.', ko: '연결할 수 없습니다.' },
    });
  }

  #change(kind: string, read: ObjectRead) {
    this.#reads.set(kind, read);
    this.#listeners.forEach(listener => listener());
  }
}

import type { KubernetesObject } from '../check/types';

/** The objects of one kind, by namespace and name. */
export class ObjectCache {
  #objects = new Map<string, KubernetesObject>();
  /** The array handed out, until something changes. */
  #list?: KubernetesObject[];

  private constructor() {}

  static create(): ObjectCache {
    return new ObjectCache();
  }

  /** Sorted by nothing in particular; the same array until something changes. */
  list(): KubernetesObject[] {
    this.#list ??= [...this.#objects.values()];
    return this.#list;
  }

  /** @returns whether anything is different now */
  put(object: KubernetesObject): boolean {
    strip(object);
    const before = this.#objects.get(keyOf(object));
    if (before && sameVersion(before, object)) return false;
    this.#objects.set(keyOf(object), object);
    this.#list = undefined;
    return true;
  }

  /** @returns whether anything is different now */
  remove(object: KubernetesObject): boolean {
    const removed = this.#objects.delete(keyOf(object));
    if (removed) this.#list = undefined;
    return removed;
  }

  /**
   * Takes over a complete list read anew; what is unchanged keeps its identity.
   *
   * @returns whether anything is different now
   */
  replaceWith(other: ObjectCache): boolean {
    const before = this.#objects;
    let changed = before.size !== other.#objects.size;
    const after = new Map<string, KubernetesObject>();
    for (const [key, object] of other.#objects) {
      const known = before.get(key);
      const same = known !== undefined && sameVersion(known, object);
      after.set(key, same ? known : object);
      changed ||= !same;
    }
    if (changed) {
      this.#objects = after;
      this.#list = undefined;
    }
    return changed;
  }
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function sameVersion(a: KubernetesObject, b: KubernetesObject): boolean {
  return (
    a.metadata.uid === b.metadata.uid &&
    a.metadata.resourceVersion === b.metadata.resourceVersion
  );
}

/** Managed fields are half of an object's size and no check reads them. */
function strip(object: KubernetesObject): void {
  delete object.metadata.managedFields;
}

import type { KubernetesObject } from '../check/types';

/** What tells two states of an object apart. */
type Versioned = Pick<KubernetesObject, 'metadata'>;

/** The objects of one kind, by namespace and name. */
export class ObjectCache {
  #namespaces = new Map<string, Map<string, KubernetesObject>>();
  /** The arrays handed out, until something changes. */
  readonly #lists = new Map<string | undefined, KubernetesObject[]>();

  private constructor() {}

  static create(): ObjectCache {
    return new ObjectCache();
  }

  /**
   * Sorted by nothing in particular; the same array until something changes.
   *
   * @param namespace - all namespaces when absent
   */
  list(namespace?: string): KubernetesObject[] {
    let list = this.#lists.get(namespace);
    if (!list) {
      const from =
        namespace === undefined
          ? [...this.#namespaces.values()]
          : [this.#namespaces.get(namespace) ?? new Map()];
      list = from.flatMap(objects => [...objects.values()]);
      this.#lists.set(namespace, list);
    }
    return list;
  }

  /** @returns whether anything is different now */
  put(object: KubernetesObject): boolean {
    strip(object);
    const namespace = namespaceOf(object);
    const objects = this.#namespaces.get(namespace) ?? new Map();
    const before = objects.get(object.metadata.name);
    if (before && sameVersion(before, object)) return false;
    objects.set(object.metadata.name, object);
    this.#namespaces.set(namespace, objects);
    this.#forgetLists(namespace);
    return true;
  }

  /** @returns whether anything is different now */
  remove(object: KubernetesObject): boolean {
    const namespace = namespaceOf(object);
    const objects = this.#namespaces.get(namespace);
    if (!objects?.delete(object.metadata.name)) return false;
    if (objects.size === 0) this.#namespaces.delete(namespace);
    this.#forgetLists(namespace);
    return true;
  }

  /**
   * Takes over a complete list read anew; what is unchanged keeps its identity.
   *
   * @returns namespaces in which anything is different now
   */
  replaceWith(other: ObjectCache): Set<string> {
    const before = this.#namespaces;
    const changed = new Set<string>();
    this.#namespaces = new Map();
    for (const namespace of new Set([
      ...before.keys(),
      ...other.#namespaces.keys(),
    ])) {
      const known = before.get(namespace) ?? new Map();
      const read = other.#namespaces.get(namespace) ?? new Map();
      const isSame = sameObjects(known, read);
      if (!isSame) {
        changed.add(namespace);
        this.#forgetLists(namespace);
        for (const [name, object] of read) {
          const old = known.get(name);
          if (old && sameVersion(old, object)) read.set(name, old);
        }
      }
      const now = isSame ? known : read;
      if (now.size > 0) this.#namespaces.set(namespace, now);
    }
    return changed;
  }

  /** Whether it holds exactly these objects, in these states. */
  matches(objects: Versioned[], namespace?: string): boolean {
    return (
      objects.length === this.list(namespace).length &&
      objects.every(object => {
        const { name } = object.metadata;
        const known = this.#namespaces.get(namespaceOf(object))?.get(name);
        return known !== undefined && sameVersion(known, object);
      })
    );
  }

  #forgetLists(namespace: string): void {
    this.#lists.delete(namespace);
    this.#lists.delete(undefined);
  }
}

/** Empty for cluster-scoped objects. */
export function namespaceOf({ metadata }: Versioned): string {
  return metadata.namespace ?? '';
}

function sameObjects(
  a: Map<string, KubernetesObject>,
  b: Map<string, KubernetesObject>,
): boolean {
  return (
    a.size === b.size &&
    [...a].every(([name, object]) => {
      const other = b.get(name);
      return other !== undefined && sameVersion(object, other);
    })
  );
}

function sameVersion(a: Versioned, b: Versioned): boolean {
  return (
    a.metadata.uid === b.metadata.uid &&
    a.metadata.resourceVersion === b.metadata.resourceVersion
  );
}

/** Managed fields are half of an object's size and no check reads them. */
function strip(object: KubernetesObject): void {
  delete object.metadata.managedFields;
}

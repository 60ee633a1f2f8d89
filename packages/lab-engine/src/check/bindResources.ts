import type {
  Binding,
  Check,
  LocalizedText,
  NestedBinding,
  UnknownReason,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { KubernetesObject, ObjectKind, ObjectSubscription } from './types';

/** What one name of a check stands for at this moment. */
export interface BoundResource {
  name: string;
  binding: Binding;
  /** Inside the sandbox's nested control plane. */
  nested?: true;
  /** By name in alphabetical order. At most one where the binding names its object. */
  objects: KubernetesObject[];
}

export type Bindings =
  | { state: 'bound'; resources: BoundResource[] }
  | { state: 'syncing' }
  | { state: 'notFound'; binding: Binding & { name: string }; nested?: true }
  | { state: 'unknown'; reason: UnknownReason; message: LocalizedText };

/** The kinds that checks read, each once. */
export function kindsOf(checks: Check[]): ObjectKind[] {
  const kinds = checks
    .flatMap(namesOf)
    .map(({ kind }): [string, ObjectKind] => [
      `${kind.nested ?? ''}/${kind.apiVersion}/${kind.kind}`,
      kind,
    ]);
  return [...new Map(kinds).values()];
}

/** A name of a check, with where its objects come from. */
interface BoundName {
  name: string;
  kind: ObjectKind;
  binding: Binding | NestedBinding;
}

function namesOf({ resources, nested = {} }: Check): BoundName[] {
  const outside = Object.entries(resources).map(([name, binding]) => {
    const { apiVersion, kind } = binding;
    return { name, binding, kind: { apiVersion, kind } };
  });
  const inside = Object.entries(nested).map(([name, binding]) => {
    const { apiVersion, kind } = binding;
    return { name, binding, kind: { apiVersion, kind, nested: true as const } };
  });
  return [...outside, ...inside];
}

/** Where namespaced kinds inside are read when the check does not say. */
const DEFAULT_NAMESPACE = 'default';

function isBoundBy(
  { binding, kind }: BoundName,
  { metadata }: KubernetesObject,
): boolean {
  if (kind.nested && metadata.namespace !== undefined) {
    const { namespace = DEFAULT_NAMESPACE } = binding as NestedBinding;
    if (metadata.namespace !== namespace) return false;
  }
  return 'name' in binding
    ? metadata.name === binding.name
    : Object.entries(binding.selector).every(
        ([label, value]) => metadata.labels?.[label] === value,
      );
}

/**
 * Binds the names of a check. What cannot be read comes first: an object that
 * is missing is only known to be missing once everything was read.
 */
export function bindResources(
  check: Check,
  objects: Pick<ObjectSubscription, 'read'>,
): Bindings {
  const resources: BoundResource[] = [];
  let syncing = false;
  for (const bound of namesOf(check)) {
    const read = objects.read(bound.kind);
    if (read.state === 'unknown') {
      return read;
    }
    if (read.state === 'syncing') {
      syncing = true;
    } else {
      const { name, binding } = bound;
      const { nested } = bound.kind;
      const found = read.objects
        .filter(object => isBoundBy(bound, object))
        .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
      resources.push({
        name,
        binding,
        ...(nested && { nested }),
        objects: found,
      });
    }
  }
  if (syncing) {
    return { state: 'syncing' };
  }
  for (const { binding, nested, objects: found } of resources) {
    if ('name' in binding && !binding.optional && found.length === 0) {
      return { state: 'notFound', binding, ...(nested && { nested }) };
    }
  }
  return { state: 'bound', resources };
}

/** Whether both were bound to the very same objects, so that nothing changed. */
export function sameResources(a: BoundResource[], b: BoundResource[]): boolean {
  return a.every(
    ({ objects }, index) =>
      objects.length === b[index].objects.length &&
      objects.every((object, at) => object === b[index].objects[at]),
  );
}

import type {
  Binding,
  Check,
  LocalizedText,
  UnknownReason,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { KubernetesObject, ObjectKind, ObjectSubscription } from './types';

/** What one name of a check stands for at this moment. */
export interface BoundResource {
  name: string;
  binding: Binding;
  /** By name in alphabetical order. At most one where the binding names its object. */
  objects: KubernetesObject[];
}

export type Bindings =
  | { state: 'bound'; resources: BoundResource[] }
  | { state: 'syncing' }
  | { state: 'notFound'; binding: Binding & { name: string } }
  | { state: 'unknown'; reason: UnknownReason; message: LocalizedText };

/** The kinds that checks read, each once. */
export function kindsOf(checks: Check[]): ObjectKind[] {
  const bindings = checks.flatMap(check => Object.values(check.resources));
  const kinds = bindings.map(({ apiVersion, kind }): [string, ObjectKind] => [
    `${apiVersion}/${kind}`,
    { apiVersion, kind },
  ]);
  return [...new Map(kinds).values()];
}

function isBoundBy(binding: Binding, { metadata }: KubernetesObject): boolean {
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
  for (const [name, binding] of Object.entries(check.resources)) {
    const { apiVersion, kind } = binding;
    const read = objects.read({ apiVersion, kind });
    if (read.state === 'unknown') {
      return read;
    }
    if (read.state === 'syncing') {
      syncing = true;
    } else {
      const bound = read.objects
        .filter(object => isBoundBy(binding, object))
        .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
      resources.push({ name, binding, objects: bound });
    }
  }
  if (syncing) {
    return { state: 'syncing' };
  }
  for (const { binding, objects: bound } of resources) {
    if ('name' in binding && !binding.optional && bound.length === 0) {
      return { state: 'notFound', binding };
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

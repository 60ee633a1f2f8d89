import type {
  Binding,
  Check,
  LocalizedText,
  NestedBinding,
  UnknownReason,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { PROTECTED_LABEL } from '../sandbox/names';
import { distinctKinds } from './distinctKinds';
import type { PinnedObject } from './kinds/types';
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
  /** There is one of that name, but not the one that the setup made. */
  | { state: 'replaced'; resource: BoundResource }
  | { state: 'unknown'; reason: UnknownReason; message: LocalizedText };

/** The kinds of the objects that a check has names for. */
export function kindsOf(check: Check): ObjectKind[] {
  return distinctKinds(namesOf(check).map(({ kind }) => kind));
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
  const { name, labels = {} } = metadata;
  return 'name' in binding
    ? name === binding.name
    : // The Pods of probes carry learners' labels and are not theirs.
      labels[PROTECTED_LABEL] !== 'true' &&
        Object.entries(binding.selector).every(
          ([label, value]) => labels[label] === value,
        );
}

/**
 * Binds the names of a check. What cannot be read comes first: an object that
 * is missing is only known to be missing once everything was read.
 *
 * @param pins - objects that must not have been replaced by others of their name
 */
export function bindResources(
  check: Check,
  objects: Pick<ObjectSubscription, 'read'>,
  pins: PinnedObject[] = [],
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
  const replaced = resources.find(resource => isReplaced(resource, pins));
  return replaced
    ? { state: 'replaced', resource: replaced }
    : { state: 'bound', resources };
}

/** Whether a pin says that another object is meant; versions of an API do not matter. */
function isReplaced(
  { binding, nested, objects }: BoundResource,
  pins: PinnedObject[],
): boolean {
  if (nested || !('name' in binding) || binding.allowRecreate) return false;
  const [object] = objects;
  const pin = pins.find(
    ({ apiVersion, kind, name }) =>
      name === binding.name &&
      kind === binding.kind &&
      groupOf(apiVersion) === groupOf(binding.apiVersion),
  );
  return !!pin && !!object && object.metadata.uid !== pin.uid;
}

function groupOf(apiVersion: string): string {
  return apiVersion.split('/').slice(0, -1).join('/');
}

/** Whether both were bound to the very same objects, so that nothing changed. */
export function sameResources(a: BoundResource[], b: BoundResource[]): boolean {
  return a.every(
    ({ objects }, index) =>
      objects.length === b[index].objects.length &&
      objects.every((object, at) => object === b[index].objects[at]),
  );
}

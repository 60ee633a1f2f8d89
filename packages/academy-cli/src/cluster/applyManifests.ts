import {
  ClusterError,
  type KubernetesObject,
  type ClusterObjects,
  type WantedObject,
} from '@kubernetes-academy/lab-engine';
import { checkObject } from './checkObjects';
import { nameOf, refOf } from './readObject';

const FIELD_MANAGER = 'academy-cluster-prepare';

/** HTTP status for an object that breaks the rules of its kind. */
const INVALID = 422;

/**
 * Makes the objects of a cluster those of the manifests, in their order.
 * Repeating it is harmless.
 *
 * @throws Error with what was done and what failed
 */
export async function applyManifests(options: {
  objects: ClusterObjects;
  wanted: WantedObject[];
  /** Called after each with its name. */
  onApplied: (object: string) => void;
}): Promise<void> {
  const { objects, wanted, onApplied } = options;
  const applied: string[] = [];
  for (const each of wanted) {
    const name = nameOf(each);
    try {
      await applyOne(objects, each);
    } catch (error) {
      throw new Error(
        [
          `${name} could not be written: ${(error as Error).message}`,
          `Written before: ${applied.join(', ') || 'nothing'}.`,
          'The command can be repeated: it continues with what is missing.',
        ].join('\n'),
        { cause: error },
      );
    }
    applied.push(name);
    onApplied(name);
  }
}

async function applyOne(
  objects: ClusterObjects,
  wanted: WantedObject,
): Promise<void> {
  const options = { fieldManager: FIELD_MANAGER };
  const ref = refOf(wanted);
  const before = await objects.get(ref);
  if (before && bindsAnotherRole(wanted, before)) {
    await objects.delete(ref, { uid: before.metadata.uid });
  }
  try {
    await objects.apply(wanted, options);
    const findings = await checkObject(objects, wanted);
    if (findings.every(({ level }) => level === 'ok')) {
      return;
    }
  } catch (error) {
    // Together with what others wrote into it, it may be no valid object.
    if (!before || !isInvalid(error)) {
      throw error;
    }
  }
  // What others have added to a list survives an apply, and may weaken a policy.
  const found = await objects.get(ref);
  if (found) {
    await objects.replace(inPlaceOf(found, wanted), options);
  }
}

function isInvalid(error: unknown): boolean {
  return error instanceof ClusterError && error.status === INVALID;
}

function bindsAnotherRole(wanted: KubernetesObject, found: KubernetesObject) {
  const role = (binding: KubernetesObject) =>
    binding.roleRef as { name: string } | undefined;
  return role(wanted)?.name !== role(found)?.name;
}

/** Labels and annotations of others stay. */
function inPlaceOf(
  found: KubernetesObject,
  wanted: WantedObject,
): WantedObject {
  const both = (field: 'labels' | 'annotations') => ({
    ...(found.metadata[field] as object | undefined),
    ...(wanted.metadata[field] as object | undefined),
  });
  return {
    ...wanted,
    metadata: {
      ...wanted.metadata,
      labels: both('labels') as Record<string, string>,
      annotations: both('annotations'),
      resourceVersion: found.metadata.resourceVersion,
    },
  };
}

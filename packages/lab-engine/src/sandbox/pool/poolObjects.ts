import type { WantedObject } from '../../objects/types';
import { networkPolicies } from '../sandboxNetwork';
import { GUARDED_NAMESPACE_LABELS, ownBinding } from '../sandboxObjects';

/** Digits of the number in a name. */
const NUMBER_LENGTH = 2;

/**
 * Names for a pool of so many namespaces.
 *
 * @public
 */
export function poolNamespaces(count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) => `acad-pool-${String(index + 1).padStart(NUMBER_LENGTH, '0')}`,
  );
}

/**
 * What the administrator of a cluster makes for a pool: namespaces that are
 * closed before anybody is in them, and the portal's rights there.
 *
 * @public
 */
export function poolObjects(namespaces: string[]): WantedObject[] {
  return namespaces.flatMap(namespace => {
    const inside = [...networkPolicies(), ownBinding()].map(object => ({
      ...object,
      metadata: { ...object.metadata, namespace },
    }));
    const labels = { ...GUARDED_NAMESPACE_LABELS };
    return [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace, labels },
      },
      ...inside,
    ];
  });
}

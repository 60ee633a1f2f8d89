import { compareRole } from './compareRole';
import { compareRoleBinding } from './compareRoleBinding';
import { comparePolicy, comparePolicyBinding } from './comparePolicy';
import { sameFields, shown } from './fields';
import type { ComparedObject, Comparer, Difference } from './types';

const compareNamedFields: Comparer = (wanted, found) => {
  const { apiVersion: _a, kind: _k, metadata: _m, ...fields } = wanted;
  return subsetDifferences(fields, found);
};

/** Every field of the specification, those that others added included. */
function compareSpec(
  wanted: ComparedObject,
  found: ComparedObject,
): Difference[] {
  return sameFields(wanted.spec, found.spec)
    ? []
    : [
        {
          level: 'different',
          field: 'spec',
          text: `is ${shown(found.spec)} instead of ${shown(wanted.spec)}`,
        },
      ];
}

/** What is compared by meaning; of other kinds every field that the manifest names. */
const COMPARERS: Record<string, Comparer> = {
  ClusterRole: compareRole,
  ClusterRoleBinding: compareRoleBinding,
  RoleBinding: compareRoleBinding,
  NetworkPolicy: compareSpec,
  MutatingAdmissionPolicy: compareSpec,
  MutatingAdmissionPolicyBinding: compareSpec,
  ValidatingAdmissionPolicy: comparePolicy,
  ValidatingAdmissionPolicyBinding: comparePolicyBinding,
};

/** Everything in which the object of the cluster is not the one of the manifests. */
export function compareObject(
  wanted: ComparedObject,
  found: ComparedObject,
): Difference[] {
  const compare = COMPARERS[wanted.kind ?? ''] ?? compareNamedFields;
  return [
    ...compareMetadata(wanted, found),
    ...(found.metadata.deletionTimestamp
      ? [
          {
            level: 'different' as const,
            field: 'metadata.deletionTimestamp',
            text: 'it is being deleted; wait until it is gone',
          },
        ]
      : []),
    ...compare(wanted, found),
  ];
}

/** Others may add labels and annotations; ours must be there. */
function compareMetadata(
  wanted: ComparedObject,
  found: ComparedObject,
): Difference[] {
  return (['labels', 'annotations'] as const).flatMap(field =>
    subsetDifferences(
      wanted.metadata[field] ?? {},
      found.metadata[field],
      `metadata.${field}`,
    ),
  );
}

function subsetDifferences(
  wanted: any,
  found: any,
  path?: string,
): Difference[] {
  if (wanted !== null && typeof wanted === 'object') {
    return Object.entries(wanted).flatMap(([key, value]) =>
      subsetDifferences(value, found?.[key], path ? `${path}.${key}` : key),
    );
  }
  return wanted === found
    ? []
    : [
        {
          level: found === undefined ? 'missing' : 'different',
          field: path,
          text: `is ${shown(found)} instead of ${shown(wanted)}`,
        },
      ];
}

/** Labels of a Pod or a Namespace. */
export type Labels = Record<string, string>;

/** A label selector of the API; an empty one selects everything. */
export interface LabelSelector {
  matchLabels?: Labels;
  matchExpressions?: LabelRequirement[];
}

interface LabelRequirement {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  values?: string[];
}

/** Whether labels fulfil every requirement of a selector. */
export function matchesSelector(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Labels,
): boolean {
  return (
    hasLabels(matchLabels, labels) &&
    matchExpressions.every(requirement => fulfils(requirement, labels))
  );
}

/** Whether all wanted labels are there, whatever else is. */
export function hasLabels(wanted: Labels, labels: Labels = {}): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function fulfils(
  { key, operator, values = [] }: LabelRequirement,
  labels: Labels,
): boolean {
  const isThere = Object.hasOwn(labels, key);
  switch (operator) {
    case 'In':
      return isThere && values.includes(labels[key]);
    case 'NotIn':
      // As for the API server: what has no such label is not in the list.
      return !isThere || !values.includes(labels[key]);
    case 'Exists':
      return isThere;
    default:
      return !isThere;
  }
}

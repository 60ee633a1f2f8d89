import { isDeepStrictEqual } from 'node:util';
import { sameFields, shown, withoutDefaults } from './fields';
import type { Comparer, Difference } from './types';

/** What more, less or other items of a list mean for the policy. */
interface ListRule {
  /** What an item is called. */
  item: string;
  /** What tells items apart. */
  key: (item: any) => string;
  /** An item is not there. */
  lacking: Pick<Difference, 'level' | 'text'>;
  /** There is one that nobody asked for. */
  extra: Pick<Difference, 'level' | 'text'>;
}

const LISTS: Record<string, ListRule> = {
  validations: {
    item: 'rule',
    key: ({ message, expression }) => message ?? expression,
    lacking: {
      level: 'weaker',
      text: 'is missing: the policy does not refuse it',
    },
    extra: { level: 'stronger', text: 'refuses more than labs expect' },
  },
  matchConditions: {
    item: 'condition',
    key: ({ name }) => name,
    lacking: {
      level: 'different',
      text: 'is missing: the policy applies to requests it should leave alone',
    },
    extra: {
      level: 'weaker',
      text: 'takes requests out of the policy; remove it',
    },
  },
  variables: {
    item: 'variable',
    key: ({ name }) => name,
    lacking: { level: 'different', text: 'is missing' },
    extra: { level: 'different', text: 'is not known to the Academy' },
  },
  'matchConstraints.resourceRules': {
    item: 'resources',
    key: ({ apiGroups = [], resources = [] }) =>
      `${apiGroups.join(',')}/${resources.join(',')}`,
    lacking: {
      level: 'weaker',
      text: 'are missing: the policy does not look at them',
    },
    extra: { level: 'stronger', text: 'are looked at as well' },
  },
  'matchConstraints.excludeResourceRules': {
    item: 'resources',
    key: ({ apiGroups = [], resources = [] }) =>
      `${apiGroups.join(',')}/${resources.join(',')}`,
    lacking: { level: 'stronger', text: 'are not taken out' },
    extra: {
      level: 'weaker',
      text: 'are taken out of the policy; remove it',
    },
  },
};

/** The same for single fields; `weaker` where another value guards less. */
const FIELDS: Record<string, Difference['level']> = {
  failurePolicy: 'weaker',
  paramKind: 'different',
  auditAnnotations: 'different',
  'matchConstraints.namespaceSelector': 'weaker',
  'matchConstraints.objectSelector': 'weaker',
  'matchConstraints.matchPolicy': 'weaker',
};

/** Compares a ValidatingAdmissionPolicy rule by rule; also says what the server warns of. */
export const comparePolicy: Comparer = (wanted, found) => [
  ...Object.entries(FIELDS).flatMap(([field, level]) =>
    compareField({ field, level, wanted: wanted.spec, found: found.spec }),
  ),
  ...Object.entries(LISTS).flatMap(([field, rule]) =>
    compareList({ field, rule, wanted: wanted.spec, found: found.spec }),
  ),
  ...(found.status?.typeChecking?.expressionWarnings ?? []).map(
    ({ fieldRef, warning }: { fieldRef: string; warning: string }) => ({
      level: 'different' as const,
      field: fieldRef,
      text: `the API server warns: ${warning.split('\n')[0]}`,
    }),
  ),
];

/** Compares the ValidatingAdmissionPolicyBinding that puts a policy in force. */
export const comparePolicyBinding: Comparer = (wanted, found) => {
  const lost = wanted.spec.validationActions.filter(
    (action: string) => !found.spec.validationActions?.includes(action),
  );
  return [
    ...compareField({
      field: 'policyName',
      level: 'different',
      wanted: wanted.spec,
      found: found.spec,
    }),
    ...(lost.length > 0
      ? [
          {
            level: 'weaker' as const,
            field: 'spec.validationActions',
            text: lost.includes('Deny')
              ? 'lacks Deny: the policy refuses nothing'
              : `lacks ${lost.join(', ')}`,
          },
        ]
      : []),
    ...['matchResources', 'paramRef'].flatMap(field =>
      compareField({
        field,
        level: 'weaker',
        wanted: wanted.spec,
        found: found.spec,
      }),
    ),
  ];
};

interface FieldOptions {
  /** Path below `spec`. */
  field: string;
  wanted: object;
  found: object;
}

function compareField(
  options: FieldOptions & { level: Difference['level'] },
): Difference[] {
  const { field, level, wanted, found } = options;
  const [want, is] = [at(wanted, field), at(found, field)];
  // Defaults belong to the field's name, so it is kept around the values.
  const name = field.split('.').at(-1)!;
  return sameFields({ [name]: want }, { [name]: is })
    ? []
    : [
        {
          level,
          field: `spec.${field}`,
          text: `is ${shown(withoutDefaults(is))} instead of ${shown(
            withoutDefaults(want),
          )}`,
        },
      ];
}

function compareList(options: FieldOptions & { rule: ListRule }): Difference[] {
  const { field, rule, wanted, found } = options;
  const [want, is]: any[][] = [at(wanted, field), at(found, field)].map(
    list => withoutDefaults(list) ?? [],
  );
  const line = (
    item: any,
    { level, text }: Pick<Difference, 'level' | 'text'>,
  ): Difference => ({
    level,
    field: `spec.${field}`,
    text: `${rule.item} "${rule.key(item)}" ${text}`,
  });
  const twin = (list: any[], item: any) =>
    list.find(other => rule.key(other) === rule.key(item));
  return [
    ...want.flatMap(item => {
      const there = twin(is, item);
      if (!there) {
        return [line(item, rule.lacking)];
      }
      return isDeepStrictEqual(there, item)
        ? []
        : [line(item, { level: 'different', text: differing(item, there) })];
    }),
    ...is.filter(item => !twin(want, item)).map(item => line(item, rule.extra)),
  ];
}

function differing(want: any, is: any): string {
  const keys = [...new Set([...Object.keys(want), ...Object.keys(is)])];
  const changed = keys.filter(key => !isDeepStrictEqual(want[key], is[key]));
  return `has another ${changed.join(' and ')}: ${shown(is[changed[0]])}`;
}

function at(object: any, path: string): any {
  return path.split('.').reduce((value, key) => value?.[key], object);
}

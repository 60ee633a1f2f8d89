import type { Comparer, Difference } from './types';

/** A rule of RBAC. */
interface Rule {
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
  verbs?: string[];
}

/** The smallest thing that a rule allows. */
interface Right {
  group: string;
  resource: string;
  /** Only this object; all when absent. */
  name?: string;
  verb: string;
}

/** Non-resource URLs are told apart from resources by a group that no API has. */
const URL_GROUP = 'URL';

/**
 * Compares what two ClusterRoles allow, right by right: how the rules are cut
 * does not matter.
 */
export const compareRole: Comparer = (wanted, found) => {
  const wantedRights = rightsOf(wanted.rules ?? []);
  const foundRights = rightsOf(found.rules ?? []);
  const lacking = wantedRights.filter(right => !covers(foundRights, right));
  const extra = foundRights.filter(right => !covers(wantedRights, right));
  return [
    ...byResource(lacking).map(
      ({ resource, verbs }): Difference => ({
        level: 'weaker',
        field: `rules[${resource}]`,
        text: `lacks ${verbs}; labs that need it fail with "forbidden"`,
      }),
    ),
    ...byResource(extra).map(
      ({ resource, verbs }): Difference => ({
        level: 'stronger',
        field: `rules[${resource}]`,
        text: `also allows ${verbs}; nothing of the Academy needs it`,
      }),
    ),
    ...(found.aggregationRule && !wanted.aggregationRule
      ? [
          {
            level: 'stronger' as const,
            field: 'aggregationRule',
            text: 'takes in the rights of other roles; remove it',
          },
        ]
      : []),
  ];
};

function rightsOf(rules: Rule[]): Right[] {
  return rules.flatMap(rule => {
    const { verbs = [], nonResourceURLs = [] } = rule;
    const names = rule.resourceNames?.length ? rule.resourceNames : [undefined];
    const resources = (rule.apiGroups ?? []).flatMap(group =>
      (rule.resources ?? []).flatMap(resource =>
        names.map(name => ({ group, resource, name })),
      ),
    );
    const urls = nonResourceURLs.map(resource => ({
      group: URL_GROUP,
      resource,
      name: undefined,
    }));
    return [...resources, ...urls].flatMap(of =>
      verbs.map(verb => ({ ...of, verb })),
    );
  });
}

function covers(rights: Right[], wanted: Right): boolean {
  return rights.some(
    right =>
      matches(right.group, wanted.group) &&
      resourceMatches(right.resource, wanted.resource) &&
      matches(right.verb, wanted.verb) &&
      (right.name === undefined || right.name === wanted.name),
  );
}

/** Groups and verbs; a wildcard of the API does not reach URLs. */
function matches(pattern: string, value: string): boolean {
  return pattern === value || (pattern === '*' && value !== URL_GROUP);
}

function resourceMatches(pattern: string, value: string): boolean {
  return (
    pattern === '*' ||
    pattern === value ||
    (pattern.startsWith('*/') && value.endsWith(pattern.slice(1)))
  );
}

function byResource(rights: Right[]): { resource: string; verbs: string }[] {
  const verbs = new Map<string, Set<string>>();
  for (const { group, resource, name, verb } of rights) {
    const key = [
      ...(group ? [group] : []),
      resource,
      ...(name ? [name] : []),
    ].join('/');
    verbs.set(key, (verbs.get(key) ?? new Set()).add(verb));
  }
  return [...verbs].map(([resource, set]) => ({
    resource,
    verbs: [...set].join(', '),
  }));
}

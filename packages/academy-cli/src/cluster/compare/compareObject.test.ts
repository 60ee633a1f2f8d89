import { readTrainingManifests } from '../manifests';
import { compareObject } from './compareObject';
import type { ComparedObject } from './types';

let objects: ComparedObject[];

beforeAll(async () => {
  objects = (await readTrainingManifests()).required;
});

function object(kind: string, name: string): ComparedObject {
  const found = objects.find(
    each => each.kind === kind && each.metadata.name === name,
  );
  if (!found) {
    throw new Error(`no ${kind} ${name}`);
  }
  return structuredClone(found);
}

/** Every difference after a change, as one line each. */
function differences(
  kind: string,
  name: string,
  change: (found: ComparedObject) => void,
): string[] {
  const found = object(kind, name);
  change(found);
  return compareObject(object(kind, name), found).map(
    ({ level, field, text }) => `${level} ${field}: ${text}`,
  );
}

const role = (change: (found: ComparedObject) => void) =>
  differences('ClusterRole', 'academy-learner', change);
const fence = (change: (found: ComparedObject) => void) =>
  differences('ValidatingAdmissionPolicy', 'academy-controller-scope', change);
const guard = (change: (found: ComparedObject) => void) =>
  differences('ValidatingAdmissionPolicy', 'academy-guard-pods', change);

describe('compareObject', () => {
  it('finds nothing between a manifest and itself', () => {
    expect(objects.flatMap(each => compareObject(each, each))).toEqual([]);
  });

  describe('ClusterRole', () => {
    it('names rights that are missing', () => {
      expect(
        role(({ rules }) => {
          rules[0].verbs = ['get', 'list', 'watch'];
          rules[0].resources = rules[0].resources.filter(
            (name: string) => name !== 'secrets',
          );
        }),
      ).toEqual(
        expect.arrayContaining([
          'weaker rules[pods]: lacks create, update, patch, delete, deletecollection; labs that need it fail with "forbidden"',
          expect.stringMatching(/^weaker rules\[secrets\]: lacks get, list/),
        ]),
      );
    });

    it('names rights that are too many', () => {
      expect(
        role(({ rules }) => {
          rules[0].verbs.push('escalate');
          rules.push(
            { apiGroups: ['apps'], resources: ['*'], verbs: ['*'] },
            { nonResourceURLs: ['/metrics'], verbs: ['get'] },
          );
        }),
      ).toEqual([
        expect.stringMatching(/^stronger rules\[pods\]: also allows escalate;/),
        expect.stringContaining('rules[services]'),
        expect.stringContaining('rules[configmaps]'),
        expect.stringContaining('rules[secrets]'),
        expect.stringContaining('rules[persistentvolumeclaims]'),
        expect.stringContaining('rules[serviceaccounts]'),
        expect.stringMatching(/^stronger rules\[apps\/\*\]: also allows \*;/),
        expect.stringMatching(
          /^stronger rules\[URL\/\/metrics\]: also allows get;/,
        ),
      ]);
    });

    it('does not mind how rules are cut', () => {
      expect(
        role(found => {
          found.rules = found.rules
            .reverse()
            .flatMap((rule: { verbs: string[] }) =>
              rule.verbs.map(verb => ({ ...rule, verbs: [verb] })),
            );
        }),
      ).toEqual([]);
    });

    it('tells a right on one object from a right on all', () => {
      const provisioner = (change: (found: ComparedObject) => void) =>
        differences('ClusterRole', 'academy-provisioner', change);
      const bind = ({ rules }: ComparedObject) =>
        rules.find((rule: { verbs: string[] }) => rule.verbs.includes('bind'));

      expect(provisioner(found => delete bind(found).resourceNames)).toEqual([
        expect.stringMatching(
          /^stronger rules\[rbac.authorization.k8s.io\/clusterroles\]: also allows bind;/,
        ),
      ]);
      expect(provisioner(found => bind(found).resourceNames.pop())).toEqual([
        expect.stringMatching(
          /^weaker rules\[rbac.authorization.k8s.io\/clusterroles\/academy-checker\]: lacks bind;/,
        ),
      ]);
    });

    it('sees that other roles flow in', () => {
      expect(
        role(found => {
          found.aggregationRule = { clusterRoleSelectors: [{}] };
        }),
      ).toEqual([expect.stringMatching(/^stronger aggregationRule: /)]);
    });
  });

  it('ClusterRoleBinding: subjects and role', () => {
    const binding = (change: (found: ComparedObject) => void) =>
      differences('ClusterRoleBinding', 'academy-provisioner', change);

    expect(
      binding(found => {
        found.roleRef.name = 'cluster-admin';
        found.subjects = [{ kind: 'User', name: 'eve' }];
      }),
    ).toEqual([
      'different roleRef: binds ClusterRole/cluster-admin instead of ClusterRole/academy-provisioner; a binding cannot be changed, it is made anew',
      'missing subjects: ServiceAccount/backstage/academy is not bound',
      'stronger subjects: User/eve is bound as well; it gets rights that only the portal needs',
    ]);
    expect(binding(found => delete found.subjects)).toHaveLength(1);
  });

  describe('ValidatingAdmissionPolicy', () => {
    it('does not mind what the server writes by itself', () => {
      expect(
        guard(found => {
          Object.assign(found.spec.matchConstraints, {
            matchPolicy: 'Equivalent',
            namespaceSelector: {},
            objectSelector: {},
          });
          Object.assign(found.metadata, { resourceVersion: '1' });
          found.status = { typeChecking: {} };
        }),
      ).toEqual([]);
    });

    it.each<[string, (spec: any) => void, string]>([
      [
        'fails open',
        spec => {
          spec.failurePolicy = 'Ignore';
        },
        'weaker spec.failurePolicy: is "Ignore" instead of "Fail"',
      ],
      [
        'lacks a rule',
        spec => spec.validations.shift(),
        'weaker spec.validations: rule "academy fence: writes are allowed only inside academy namespaces" is missing: the policy does not refuse it',
      ],
      [
        'has another expression',
        spec => {
          spec.validations[0].expression = 'true';
        },
        'different spec.validations: rule "academy fence: writes are allowed only inside academy namespaces" has another expression: "true"',
      ],
      [
        'refuses more',
        spec => spec.validations.push({ expression: 'false', message: 'no' }),
        'stronger spec.validations: rule "no" refuses more than labs expect',
      ],
      [
        'lets requests out by a condition',
        spec => spec.matchConditions.push({ name: 'eve', expression: 'false' }),
        'weaker spec.matchConditions: condition "eve" takes requests out of the policy; remove it',
      ],
      [
        'applies to everybody',
        spec => {
          spec.matchConditions = [];
        },
        'different spec.matchConditions: condition "backend" is missing: the policy applies to requests it should leave alone',
      ],
      [
        'means something else by a variable',
        spec => {
          spec.variables[0].expression = 'true';
        },
        'different spec.variables: variable "isNs" has another expression: "true"',
      ],
      [
        'looks at less',
        spec => {
          spec.matchConstraints.resourceRules[0].operations = ['CREATE'];
        },
        'different spec.matchConstraints.resourceRules: resources "*/*/*" has another operations: ["CREATE"]',
      ],
      [
        'takes resources out',
        spec => {
          spec.matchConstraints.excludeResourceRules = [
            { apiGroups: [''], resources: ['secrets'] },
          ];
        },
        'weaker spec.matchConstraints.excludeResourceRules: resources "/secrets" are taken out of the policy; remove it',
      ],
      [
        'looks into some namespaces only',
        spec => {
          spec.matchConstraints.namespaceSelector = { matchLabels: { a: 'b' } };
        },
        'weaker spec.matchConstraints.namespaceSelector: is {"matchLabels":{"a":"b"}} instead of nothing',
      ],
      [
        'depends on parameters',
        spec => {
          spec.paramKind = { apiVersion: 'v1', kind: 'ConfigMap' };
        },
        'different spec.paramKind: is {"apiVersion":"v1","kind":"ConfigMap"} instead of nothing',
      ],
    ])('%s', (_, change, line) => {
      expect(fence(({ spec }) => change(spec))).toEqual([line]);
    });

    it('repeats what the server warns of', () => {
      expect(
        fence(found => {
          found.status = {
            typeChecking: {
              expressionWarnings: [
                { fieldRef: 'spec.validations[0]', warning: 'no such field' },
              ],
            },
          };
        }),
      ).toEqual([
        'different spec.validations[0]: the API server warns: no such field',
      ]);
    });
  });

  it.each<[string, (spec: any) => void, string]>([
    [
      'only audits',
      spec => {
        spec.validationActions = ['Audit'];
      },
      'weaker spec.validationActions: lacks Deny: the policy refuses nothing',
    ],
    [
      'binds another policy',
      spec => {
        spec.policyName = 'other';
      },
      'different spec.policyName: is "other" instead of "academy-guard-pods"',
    ],
    [
      'looks elsewhere',
      spec => {
        spec.matchResources.namespaceSelector.matchLabels = { a: 'b' };
      },
      expect.stringMatching(/^weaker spec.matchResources: is /),
    ],
  ])('ValidatingAdmissionPolicyBinding %s', (_, change, line) => {
    expect(
      differences(
        'ValidatingAdmissionPolicyBinding',
        'academy-guard-pods',
        ({ spec }) => change(spec),
      ),
    ).toEqual([line]);
  });

  it('wants the fields of other kinds, labels and annotations, and minds no others', () => {
    const wanted: ComparedObject = {
      kind: 'ServiceAccount',
      metadata: { name: 'a', labels: { team: 'x' } },
      automountServiceAccountToken: false,
    };
    const found = {
      ...wanted,
      metadata: { name: 'a', labels: { team: 'y', more: 'z' } },
      automountServiceAccountToken: undefined,
      secrets: [],
    };

    expect(compareObject(wanted, found)).toEqual([
      {
        level: 'different',
        field: 'metadata.labels.team',
        text: 'is "y" instead of "x"',
      },
      {
        level: 'missing',
        field: 'automountServiceAccountToken',
        text: 'is nothing instead of false',
      },
    ]);
  });

  it('says that an object is being deleted', () => {
    const namespace = { kind: 'Namespace', metadata: { name: 'a' } };

    expect(
      compareObject(namespace, {
        ...namespace,
        metadata: { name: 'a', deletionTimestamp: '2026-01-01T00:00:00Z' },
      }),
    ).toEqual([expect.objectContaining({ level: 'different' })]);
  });
});

import {
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
  type Entity,
} from '@backstage/catalog-model';

/** Learns, and is a member of team web. */
export const MINA = 'user:default/mina';
/** Learns too, in the same team. */
export const JOON = 'user:default/joon';
/** Leads the platform team; see the policy of the test. */
export const LEAD = 'user:default/lead';

const API_VERSION = 'backstage.io/v1alpha1';

const user = (name: string, displayName: string, group: string): Entity => ({
  apiVersion: API_VERSION,
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { displayName } },
  relations: [
    { type: RELATION_MEMBER_OF, targetRef: `group:default/${group}` },
  ],
});

const group = (name: string, members: string[]): Entity => ({
  apiVersion: API_VERSION,
  kind: 'Group',
  metadata: { name, namespace: 'default', title: `Team ${name}` },
  spec: { type: 'team', children: [] },
  relations: members.map(targetRef => ({
    type: RELATION_HAS_MEMBER,
    targetRef,
  })),
});

/** Two teams and three people. */
export const people: Entity[] = [
  user('mina', 'Mina Kim', 'web'),
  user('joon', 'Joon Park', 'web'),
  user('lead', 'Lee Lead', 'platform'),
  group('web', [MINA, JOON]),
  group('platform', [LEAD]),
];

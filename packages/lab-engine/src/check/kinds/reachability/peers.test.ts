import {
  ask,
  saying,
  app,
  type Case,
  ingressTo,
  METRICS_TO_WEB,
  policy,
  team,
  WEB_TO_DB,
} from './testing/network';

const PEERS: Case[] = [
  [
    'a missing list of peers is everybody',
    WEB_TO_DB,
    [ingressTo('db', {})],
    'allowed',
  ],
  [
    'an empty list of peers is everybody',
    WEB_TO_DB,
    [ingressTo('db', { from: [] })],
    'allowed',
  ],
  [
    'an empty list of rules is nobody',
    WEB_TO_DB,
    [policy('in', { podSelector: app('db'), ingress: [] })],
    'denied',
  ],
  [
    'the label has a spelling mistake',
    WEB_TO_DB,
    [ingressTo('db', { from: [{ podSelector: app('wep') }] })],
    'denied',
  ],
  [
    'an empty podSelector of a peer is every Pod of the namespace',
    WEB_TO_DB,
    [ingressTo('db', { from: [{ podSelector: {} }] })],
    'allowed',
  ],
  [
    'and of no other namespace',
    METRICS_TO_WEB,
    [ingressTo('web', { from: [{ podSelector: {} }] })],
    'denied',
  ],
  [
    'an empty namespaceSelector is every namespace',
    METRICS_TO_WEB,
    [ingressTo('web', { from: [{ namespaceSelector: {} }] })],
    'allowed',
  ],
  [
    'and the own one',
    WEB_TO_DB,
    [ingressTo('db', { from: [{ namespaceSelector: {} }] })],
    'allowed',
  ],
  [
    'the own namespace by its label',
    WEB_TO_DB,
    [ingressTo('db', { from: [{ namespaceSelector: team('blue') }] })],
    'allowed',
  ],
  [
    'another namespace is not the own one',
    WEB_TO_DB,
    [ingressTo('db', { from: [{ namespaceSelector: team('shop') }] })],
    'denied',
  ],
  [
    'AND: one element with the wrong namespace label',
    METRICS_TO_WEB,
    [
      ingressTo('web', {
        from: [
          { namespaceSelector: team('store'), podSelector: app('metrics') },
        ],
      }),
    ],
    'denied',
  ],
  [
    'AND: one element with the wrong Pod label',
    METRICS_TO_WEB,
    [
      ingressTo('web', {
        from: [{ namespaceSelector: team('shop'), podSelector: app('web') }],
      }),
    ],
    'denied',
  ],
  [
    'AND: one element with both right',
    METRICS_TO_WEB,
    [
      ingressTo('web', {
        from: [
          { namespaceSelector: team('shop'), podSelector: app('metrics') },
        ],
      }),
    ],
    'allowed',
  ],
  [
    'OR: two elements let any Pod of that namespace in',
    { ...METRICS_TO_WEB, from: { namespace: { team: 'shop' }, pods: {} } },
    [
      ingressTo('web', {
        from: [
          { namespaceSelector: team('shop') },
          { podSelector: app('metrics') },
        ],
      }),
    ],
    'allowed',
  ],
  [
    'OR: the podSelector on its own means the own namespace',
    { ...METRICS_TO_WEB, from: { namespace: {}, pods: { app: 'metrics' } } },
    [
      ingressTo('web', {
        from: [
          { namespaceSelector: team('shop') },
          { podSelector: app('metrics') },
        ],
      }),
    ],
    'denied',
  ],
  [
    'OR: two elements let own Pods in that AND would not',
    WEB_TO_DB,
    [
      ingressTo('db', {
        from: [
          { namespaceSelector: team('shop') },
          { podSelector: app('web') },
        ],
      }),
    ],
    'allowed',
  ],
  ...(
    [
      ['In', ['web', 'api'], 'allowed'],
      ['In', ['api'], 'denied'],
      ['NotIn', ['api'], 'allowed'],
      ['NotIn', ['web'], 'denied'],
    ] as const
  ).map(
    ([operator, values, answer]): Case => [
      `matchExpressions: app ${operator} ${values}`,
      WEB_TO_DB,
      [
        ingressTo('db', {
          from: [
            {
              podSelector: {
                matchExpressions: [{ key: 'app', operator, values }],
              },
            },
          ],
        }),
      ],
      answer,
    ],
  ),
  ...(
    [
      ['tier', 'Exists', 'allowed'],
      ['zone', 'Exists', 'denied'],
      ['zone', 'DoesNotExist', 'allowed'],
      ['tier', 'DoesNotExist', 'denied'],
      ['zone', 'NotIn', 'allowed'],
    ] as const
  ).map(
    ([key, operator, answer]): Case => [
      `matchExpressions: ${key} ${operator}`,
      WEB_TO_DB,
      [
        ingressTo('db', {
          from: [
            {
              podSelector: {
                matchExpressions: [{ key, operator, values: ['a'] }],
              },
            },
          ],
        }),
      ],
      answer,
    ],
  ),
  [
    'matchLabels and matchExpressions together',
    WEB_TO_DB,
    [
      ingressTo('db', {
        from: [
          {
            podSelector: {
              ...app('web'),
              matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }],
            },
          },
        ],
      }),
    ],
    'denied',
  ],
];

describe('who is meant by a rule', () => {
  it.each(PEERS)('%s', (_title, question, policies, answer) => {
    expect(ask(question, policies)).toEqual(saying(answer));
  });
});

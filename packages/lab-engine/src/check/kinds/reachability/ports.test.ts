import {
  ask,
  saying,
  app,
  type Case,
  egressFrom,
  ingressTo,
  WEB_TO_DB,
  WEB_TO_DNS,
} from './testing/network';

const PORTS: Case[] = [
  ...(
    [
      [{ port: 5432 }, 'allowed'],
      [{ port: 5433 }, 'denied'],
      [{ port: 5432, protocol: 'UDP' }, 'denied'],
      [{ protocol: 'TCP' }, 'allowed'],
      [{ protocol: 'SCTP' }, 'denied'],
      [{ port: 5000, endPort: 6000 }, 'allowed'],
      [{ port: 5432, endPort: 5432 }, 'allowed'],
      [{ port: 5433, endPort: 6000 }, 'denied'],
      [{ port: 'sql' }, 'allowed'],
      [{ port: 'http' }, 'denied'],
      [{ port: 'query' }, 'denied'],
    ] as const
  ).map(
    ([port, answer]): Case => [
      `ports: ${JSON.stringify(port)}`,
      WEB_TO_DB,
      [ingressTo('db', { ports: [port] })],
      answer,
    ],
  ),
  [
    'an empty list of ports is every port',
    WEB_TO_DB,
    [ingressTo('db', { ports: [] })],
    'allowed',
  ],
  [
    'one of several ports',
    WEB_TO_DB,
    [ingressTo('db', { ports: [{ port: 80 }, { port: 5432 }] })],
    'allowed',
  ],
  [
    'peer and port of one rule belong together',
    WEB_TO_DB,
    [
      ingressTo(
        'db',
        { from: [{ podSelector: app('web') }], ports: [{ port: 80 }] },
        { from: [{ podSelector: app('job') }], ports: [{ port: 5432 }] },
      ),
    ],
    'denied',
  ],
  [
    'a name in the question is the number of each destination',
    { ...WEB_TO_DB, port: 'sql' },
    [ingressTo('db', { ports: [{ port: 5432 }] })],
    'allowed',
  ],
  [
    'a name stands for a protocol too',
    { ...WEB_TO_DB, port: 'query', protocol: 'UDP' },
    [ingressTo('db', { ports: [{ port: 'query', protocol: 'UDP' }] })],
    'allowed',
  ],
  [
    'a named port of egress is resolved at the destination',
    WEB_TO_DB,
    [egressFrom('web', { ports: [{ port: 'sql' }] })],
    'allowed',
  ],
  [
    'a named port of egress is not that of the source',
    { ...WEB_TO_DB, port: 8080 },
    [egressFrom('web', { ports: [{ port: 'http' }] })],
    'denied',
  ],
  [
    'DNS is forgotten',
    WEB_TO_DNS,
    [egressFrom('web', { to: [{ podSelector: {} }] })],
    'denied',
  ],
  [
    'DNS over TCP only',
    WEB_TO_DNS,
    [egressFrom('web', { ports: [{ port: 53 }] })],
    'denied',
  ],
  [
    'DNS by its namespace and Pods',
    WEB_TO_DNS,
    [
      egressFrom('web', {
        to: [
          {
            namespaceSelector: {
              matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
            },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
        ],
        ports: [{ port: 53, protocol: 'UDP' }],
      }),
    ],
    'allowed',
  ],
];

describe('which ports are meant by a rule', () => {
  it.each(PORTS)('%s', (_title, question, policies, answer) => {
    expect(ask(question, policies)).toEqual(saying(answer));
  });
});

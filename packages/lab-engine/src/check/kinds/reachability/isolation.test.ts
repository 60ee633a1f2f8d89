import {
  ask,
  saying,
  app,
  type Case,
  deny,
  egressFrom,
  ingressTo,
  pods,
  policy,
  WEB_TO_DB,
} from './testing/network';

const ISOLATION: Case[] = [
  ['no policy at all', WEB_TO_DB, [], 'allowed'],
  ['a policy about other Pods', WEB_TO_DB, [ingressTo('job')], 'allowed'],
  [
    'an empty podSelector is everything',
    WEB_TO_DB,
    [deny('Ingress')],
    'denied',
  ],
  [
    'a missing podSelector is everything',
    WEB_TO_DB,
    [policy('deny', { podSelector: undefined })],
    'denied',
  ],
  ['isolated for egress only', WEB_TO_DB, [deny('Egress')], 'denied'],
  [
    'egress of the destination does not matter',
    WEB_TO_DB,
    [egressFrom('db')],
    'allowed',
  ],
  [
    'ingress of the source does not matter',
    WEB_TO_DB,
    [ingressTo('web')],
    'allowed',
  ],
  [
    'egress alone is not enough',
    WEB_TO_DB,
    [deny('Ingress', 'Egress'), egressFrom('web', {})],
    'denied',
  ],
  [
    'ingress alone is not enough',
    WEB_TO_DB,
    [deny('Ingress', 'Egress'), ingressTo('db', {})],
    'denied',
  ],
  [
    'both together are',
    WEB_TO_DB,
    [deny('Ingress', 'Egress'), ingressTo('db', {}), egressFrom('web', {})],
    'allowed',
  ],
  [
    'policies only add: one that allows is enough',
    WEB_TO_DB,
    [
      ingressTo('db', { from: [{ podSelector: app('job') }] }),
      policy('second', {
        podSelector: app('db'),
        ingress: [{ from: [{ podSelector: app('web') }] }],
      }),
    ],
    'allowed',
  ],
  [
    'without policyTypes: ingress even when only egress has rules',
    WEB_TO_DB,
    [policy('both', { podSelector: app('db'), egress: [{}] })],
    'denied',
  ],
  [
    'without policyTypes: egress when it has rules',
    WEB_TO_DB,
    [
      policy('both', {
        podSelector: app('web'),
        egress: [{ to: [{ podSelector: app('job') }] }],
      }),
    ],
    'denied',
  ],
  [
    'without policyTypes: no egress when it has none',
    WEB_TO_DB,
    [policy('in', { podSelector: app('web'), egress: [] })],
    'allowed',
  ],
  [
    'empty policyTypes are as good as none',
    WEB_TO_DB,
    [policy('in', { podSelector: app('db'), policyTypes: [] })],
    'denied',
  ],
  [
    'rules of a direction that is not among policyTypes',
    WEB_TO_DB,
    [
      policy('out', {
        podSelector: app('db'),
        policyTypes: ['Egress'],
        ingress: [{ from: [{ podSelector: app('job') }] }],
      }),
    ],
    'allowed',
  ],
];

const NODES: Case[] = [
  [
    'a policy does not select Pods on the network of their node',
    { from: pods('web'), to: pods('agent'), port: 80 },
    [deny('Ingress')],
    'allowed',
  ],
  [
    'nor are they selected as peers',
    { from: pods('agent'), to: pods('db'), port: 5432 },
    [ingressTo('db', { from: [{ podSelector: {} }] })],
    'denied',
  ],
  [
    'but by the address of the node',
    { from: pods('agent'), to: pods('db'), port: 5432 },
    [ingressTo('db', { from: [{ ipBlock: { cidr: '192.168.0.0/24' } }] })],
    'allowed',
  ],
  [
    'a node always reaches its Pods',
    { from: pods('near-agent'), to: pods('db'), port: 5432 },
    [deny('Ingress')],
    'allowed',
  ],
  [
    'a Pod always reaches itself',
    { from: pods('db'), to: pods('db'), port: 5432 },
    [deny('Ingress', 'Egress')],
    'allowed',
  ],
];

describe('which Pods are isolated', () => {
  it.each([...ISOLATION, ...NODES])(
    '%s',
    (_title, question, policies, answer) => {
      expect(ask(question, policies)).toEqual(saying(answer));
    },
  );
});

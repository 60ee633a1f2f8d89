import {
  ask,
  saying,
  app,
  type Case,
  deny,
  DEPENDS,
  egressFrom,
  ingressTo,
  METRICS_TO_WEB,
  OUTSIDE,
  pods,
  WEB_TO_DB,
} from './testing/network';

const BLOCK = { cidr: '203.0.113.0/24' };
const FROM_OUTSIDE = { from: OUTSIDE, to: pods('web'), port: 8080 };
const TO_OUTSIDE = { from: pods('web'), to: OUTSIDE, port: 443 };

const ADDRESSES: Case[] = [
  [
    'an address in a block',
    FROM_OUTSIDE,
    [ingressTo('web', { from: [{ ipBlock: BLOCK }] })],
    'allowed',
  ],
  [
    'an address that is excepted',
    FROM_OUTSIDE,
    [
      ingressTo('web', {
        from: [{ ipBlock: { ...BLOCK, except: ['203.0.113.0/29'] } }],
      }),
    ],
    'denied',
  ],
  [
    'an address beside the exception',
    FROM_OUTSIDE,
    [
      ingressTo('web', {
        from: [{ ipBlock: { ...BLOCK, except: ['203.0.113.8/29'] } }],
      }),
    ],
    'allowed',
  ],
  [
    'an address is no Pod',
    FROM_OUTSIDE,
    [
      ingressTo('web', {
        from: [{ podSelector: {} }, { namespaceSelector: {} }],
      }),
    ],
    'denied',
  ],
  [
    'an address at the other end',
    TO_OUTSIDE,
    [egressFrom('web', { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })],
    'allowed',
  ],
  [
    'ingress does not keep from going out',
    TO_OUTSIDE,
    [deny('Ingress')],
    'allowed',
  ],
  ['isolated from the outside', TO_OUTSIDE, [deny('Egress')], 'denied'],
  [
    'an address of IPv6',
    { ...FROM_OUTSIDE, from: { ip: '2001:db8::7' } },
    [ingressTo('web', { from: [{ ipBlock: { cidr: '2001:db8::/32' } }] })],
    'allowed',
  ],
  [
    'everything of IPv4 is nothing of IPv6',
    { ...FROM_OUTSIDE, from: { ip: '2001:db8::7' } },
    [ingressTo('web', { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })],
    'denied',
  ],
  [
    'a block with the address of a Pod',
    WEB_TO_DB,
    [ingressTo('db', { from: [{ ipBlock: { cidr: '10.42.0.0/16' } }] })],
    DEPENDS,
  ],
  [
    'a block without the address of a Pod',
    WEB_TO_DB,
    [ingressTo('db', { from: [{ ipBlock: BLOCK }] })],
    'denied',
  ],
  [
    'a block and a selector: the selector is enough',
    WEB_TO_DB,
    [
      ingressTo('db', {
        from: [
          { ipBlock: { cidr: '10.42.0.0/16' } },
          { podSelector: app('web') },
        ],
      }),
    ],
    'allowed',
  ],
  [
    'a block at one end, nothing at the other',
    WEB_TO_DB,
    [
      ingressTo('db', { from: [{ ipBlock: { cidr: '10.42.0.0/16' } }] }),
      deny('Egress'),
    ],
    'denied',
  ],
  [
    'every address, and a Pod of another namespace',
    METRICS_TO_WEB,
    [ingressTo('web', { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] })],
    DEPENDS,
  ],
  [
    'a Pod without an address is in no block',
    { from: pods('job'), to: pods('db'), port: 5432 },
    [ingressTo('db', { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })],
    'denied',
  ],
];

describe('addresses and blocks', () => {
  it.each(ADDRESSES)('%s', (_title, question, policies, answer) => {
    expect(ask(question, policies)).toEqual(saying(answer));
  });
});

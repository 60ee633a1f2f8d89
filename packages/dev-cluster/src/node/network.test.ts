import {
  chooseLinkIndex,
  findAddressUse,
  nodeNetwork,
  parseLinks,
  parseRoutes,
  readAddressUses,
} from './network';

/** As the kernel of an x86 machine prints it. */
const ROUTES = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0
acad5\t1400E70A\t00000000\t0001\t0\t0\t0\tFCFFFFFF\t0\t0\t0
`;

const LINKS = JSON.stringify([
  {
    ifname: 'eth1',
    operstate: 'DOWN',
    addr_info: [
      { family: 'inet', local: '10.231.0.9', prefixlen: 24 },
      { family: 'inet6', local: 'fe80::1', prefixlen: 64 },
    ],
  },
]);

describe('nodeNetwork', () => {
  it('gives every index four addresses of its own', () => {
    expect(nodeNetwork(0)).toEqual({
      index: 0,
      link: 'acad0',
      hostAddress: '10.231.0.1',
      nodeAddress: '10.231.0.2',
      prefix: 30,
    });
    expect(nodeNetwork(64).nodeAddress).toBe('10.231.1.2');
    expect(nodeNetwork(16383).nodeAddress).toBe('10.231.255.254');
  });
});

describe('parseRoutes', () => {
  it('reads ranges and links', () => {
    expect(parseRoutes(ROUTES).map(({ what }) => what)).toEqual([
      'a route to 0.0.0.0/0 over eth0',
      'a route to 10.0.0.0/8 over tun0',
      'a route to 10.231.0.20/30 over acad5',
    ]);
  });
});

describe('findAddressUse', () => {
  const uses = parseRoutes(ROUTES);

  it('names who uses the addresses', () => {
    const [use] = parseLinks(LINKS);
    expect(use.what).toBe('the link eth1 with the address 10.231.0.9/24');
    expect(findAddressUse(nodeNetwork(0), [use])).toBe(use);
    expect(findAddressUse(nodeNetwork(63), [use])).toBe(use);
    expect(findAddressUse(nodeNetwork(64), [use])).toBeUndefined();
  });

  it('does not mind its own link, nor routes to a whole company', () => {
    expect(findAddressUse(nodeNetwork(5), uses)).toBeUndefined();
    expect(findAddressUse(nodeNetwork(6), uses)).toBeUndefined();
  });
});

describe('chooseLinkIndex', () => {
  it('chooses the same for a folder again, and others for other folders', () => {
    const choices = ['/a', '/b', '/c', '/d'].map(dir =>
      chooseLinkIndex(dir, []),
    );
    expect(new Set(choices).size).toBe(4);
    expect(chooseLinkIndex('/a', [])).toBe(choices[0]);
  });

  it('goes on to the next one when that is in use', () => {
    const first = chooseLinkIndex('/a', []);
    const { link } = nodeNetwork(first);
    const use = { what: 'a link', network: 0, prefix: 32, link };
    expect(chooseLinkIndex('/a', [use])).toBe((first + 1) % 16384);
  });

  it('says so when all are in use', () => {
    const [, , route] = parseRoutes(ROUTES);
    const all = { ...route, prefix: 16, link: 'eth1' };
    expect(() => chooseLinkIndex('/a', [all])).toThrow('--nodes simulated');
  });

  it('finds a free one on this machine', () => {
    const uses = readAddressUses();
    const network = nodeNetwork(chooseLinkIndex('/a', uses));
    expect(findAddressUse(network, uses)).toBeUndefined();
    expect(uses.map(({ link }) => link)).toContain('lo');
  });
});

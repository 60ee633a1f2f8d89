import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findProgram } from './programs';

/** Name of the one real node. */
export const REAL_NODE_NAME = 'real-0';

/** Pods and their node live in a network namespace, so every cluster may use the same. */
export const POD_RANGE = '10.42.0.0/16';
/** The part of it that the one real node hands out. */
export const NODE_POD_RANGE = '10.42.0.0/24';

/** Between the machine and the node there is one link, out of 10.231.0.0/16. */
const LINK_RANGE_BASE = (10 << 24) | (231 << 16);
const LINK_RANGE_PREFIX = 16;
const LINK_PREFIX = 30;
const ADDRESSES_PER_LINK = 4;
const LINK_COUNT = 2 ** (LINK_PREFIX - LINK_RANGE_PREFIX);
const ADDRESS_BITS = 32;

/** The link between the machine and the real node of one cluster. */
export interface NodeNetwork {
  /** Distinguishes the clusters of one machine. */
  index: number;
  /** Name of the machine's end. */
  link: string;
  hostAddress: string;
  nodeAddress: string;
  /** Of both addresses. */
  prefix: number;
}

/** Addresses follow from the index. */
export function nodeNetwork(index: number): NodeNetwork {
  const base = LINK_RANGE_BASE + index * ADDRESSES_PER_LINK;
  return {
    index,
    link: `acad${index}`,
    hostAddress: formatAddress(base + 1),
    nodeAddress: formatAddress(base + 2),
    prefix: LINK_PREFIX,
  };
}

/** Somebody who uses the addresses of a link. */
export interface AddressUse {
  /** Such as `the link eth1 with the address 10.231.0.9/24`. */
  what: string;
  network: number;
  prefix: number;
  /** Name of the link. */
  link: string;
}

/** What the machine's links, running or not, and routes use at this moment. */
export function readAddressUses(): AddressUse[] {
  const routes = parseRoutes(readFileSync('/proc/net/route', 'utf8'));
  const ip = findProgram('ip');
  return ip
    ? [
        ...parseLinks(
          execFileSync(ip, ['-json', 'address'], { encoding: 'utf8' }),
        ),
        ...routes,
      ]
    : routes;
}

/** Format of `ip -json address`. */
export function parseLinks(text: string): AddressUse[] {
  const links = JSON.parse(text) as Array<{
    ifname: string;
    addr_info: Array<{ family: string; local: string; prefixlen: number }>;
  }>;
  return links.flatMap(({ ifname: link, addr_info: addresses }) =>
    addresses
      .filter(({ family }) => family === 'inet')
      .map(({ local, prefixlen: prefix }) => ({
        what: `the link ${link} with the address ${local}/${prefix}`,
        network: parseAddress(local),
        prefix,
        link,
      })),
  );
}

/**
 * Who uses addresses of this link, other than its own end. A route to a much
 * larger network is no obstacle: the link is more specific.
 */
export function findAddressUse(
  { index, link }: NodeNetwork,
  uses: AddressUse[],
): AddressUse | undefined {
  const base = LINK_RANGE_BASE + index * ADDRESSES_PER_LINK;
  return uses.find(
    use =>
      use.link !== link &&
      use.prefix >= LINK_RANGE_PREFIX &&
      overlaps(use, { network: base, prefix: LINK_PREFIX }),
  );
}

/**
 * A link that nobody uses. Clusters begin to look at different places, so that
 * two which are made while neither runs hardly ever choose the same.
 *
 * @throws when all are in use
 */
export function chooseLinkIndex(stateDir: string, uses: AddressUse[]): number {
  const first = createHash('sha256').update(stateDir).digest().readUInt32BE();
  const taken = new Set(uses.map(({ link }) => link));
  for (let offset = 0; offset < LINK_COUNT; offset += 1) {
    const index = (first + offset) % LINK_COUNT;
    const network = nodeNetwork(index);
    if (!taken.has(network.link) && !findAddressUse(network, uses)) {
      return index;
    }
  }
  throw new Error(
    'Every address of 10.231.0.0/16, which the clusters with real nodes use, belongs to another network of this machine. Use --nodes simulated.',
  );
}

const ROUTE_COLUMNS = { link: 0, destination: 1, mask: 7 };
const HEX = 16;

/** Format of /proc/net/route: addresses as little-endian hexadecimal numbers. */
export function parseRoutes(text: string): AddressUse[] {
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(/\s+/))
    .map(columns => {
      const link = columns[ROUTE_COLUMNS.link];
      const network = littleEndian(columns[ROUTE_COLUMNS.destination]);
      const mask = littleEndian(columns[ROUTE_COLUMNS.mask]);
      const prefix = mask.toString(2).replaceAll('0', '').length;
      const range = `${formatAddress(network)}/${prefix}`;
      return {
        what: `a route to ${range} over ${link}`,
        network,
        prefix,
        link,
      };
    });
}

function littleEndian(hex: string): number {
  return Buffer.from(
    parseInt(hex, HEX).toString(HEX).padStart(8, '0'),
    'hex',
  ).readUInt32LE();
}

function parseAddress(address: string): number {
  return Buffer.from(address.split('.').map(Number)).readUInt32BE();
}

function overlaps(
  one: { network: number; prefix: number },
  other: { network: number; prefix: number },
): boolean {
  const shift = ADDRESS_BITS - Math.min(one.prefix, other.prefix);
  return (
    Math.floor(one.network / 2 ** shift) ===
    Math.floor(other.network / 2 ** shift)
  );
}

function formatAddress(address: number): string {
  const buffer = Buffer.alloc(ADDRESS_BITS / 8);
  buffer.writeUInt32BE(address);
  return [...buffer].join('.');
}

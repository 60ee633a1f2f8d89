import { BlockList, isIP } from 'node:net';
import type { Endpoint } from './endpoints';
import type { IpBlock } from './policies';

/** `depends`: Kubernetes leaves it to the network plugin. */
export type Answer = 'yes' | 'no' | 'depends';

/** The answer that allows most. */
export function mostOf(answers: Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('depends') ? 'depends' : 'no';
}

/** The answer that allows least. */
export function leastOf(answers: Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('depends') ? 'depends' : 'yes';
}

/**
 * Whether a block of addresses means a peer. Blocks are documented for
 * addresses outside of the cluster, and nodes: whether one that contains the
 * address of a Pod counts for it differs from plugin to plugin.
 */
export function blockMatches(block: IpBlock, peer: Endpoint): Answer {
  const isPod = peer.labels !== undefined && !peer.hostNetwork;
  const contains =
    peer.addresses.length > 0
      ? peer.addresses.some(address => isInBlock(block, address))
      : block.cidr.endsWith('/0');
  if (!contains) return 'no';
  return isPod ? 'depends' : 'yes';
}

function isInBlock({ cidr, except = [] }: IpBlock, address: string): boolean {
  return (
    isInNetwork(cidr, address) &&
    !except.some(network => isInNetwork(network, address))
  );
}

function isInNetwork(cidr: string, address: string): boolean {
  const [network, prefix] = cidr.split('/');
  const family = familyOf(network);
  if (family !== familyOf(address)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), family);
  return list.check(address, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

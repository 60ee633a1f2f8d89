import type { KubernetesObject } from '../../types';
import type { LabelSelector } from './selectors';

/** Seen from the Pods that a policy selects. */
export type Direction = 'Ingress' | 'Egress';

/** Addresses of a network, but for some. */
export interface IpBlock {
  cidr: string;
  except?: string[];
}

/** One element of `from` or `to`: both selectors together, or a block. */
export interface PolicyPeer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: IpBlock;
}

/** One element of `ports`. */
export interface PolicyPort {
  protocol?: string;
  /** A name stands for the number that the destination's container gives it. */
  port?: number | string;
  endPort?: number;
}

/** What one rule allows: these peers at these ports. */
export interface PolicyRule {
  /** All peers when empty. */
  peers: PolicyPeer[];
  /** All ports when empty. */
  ports: PolicyPort[];
}

interface PolicySpec {
  podSelector?: LabelSelector;
  policyTypes?: Direction[];
  ingress?: { from?: PolicyPeer[]; ports?: PolicyPort[] }[];
  egress?: { to?: PolicyPeer[]; ports?: PolicyPort[] }[];
}

function specOf({ spec }: KubernetesObject): PolicySpec {
  return (spec ?? {}) as PolicySpec;
}

/** Which Pods of its namespace a policy is about. */
export function subjectSelector(policy: KubernetesObject): LabelSelector {
  return specOf(policy).podSelector ?? {};
}

/** Whether its Pods are isolated in a direction: only what some rule allows gets through. */
export function isolates(
  policy: KubernetesObject,
  direction: Direction,
): boolean {
  const { policyTypes = [], egress = [] } = specOf(policy);
  // The API server's own default.
  const defaults = egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  const types: string[] = policyTypes.length > 0 ? policyTypes : defaults;
  return types.includes(direction);
}

/** The rules of one direction; missing and empty lists mean the same. */
export function rulesOf(
  policy: KubernetesObject,
  direction: Direction,
): PolicyRule[] {
  const { ingress, egress } = specOf(policy);
  if (direction === 'Ingress') {
    return (ingress ?? []).map(rule => ({
      peers: rule.from ?? [],
      ports: rule.ports ?? [],
    }));
  }
  return (egress ?? []).map(rule => ({
    peers: rule.to ?? [],
    ports: rule.ports ?? [],
  }));
}

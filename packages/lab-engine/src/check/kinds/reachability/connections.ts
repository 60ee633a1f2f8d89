import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { PROTECTED_LABEL } from '../../../sandbox/names';
import type { KubernetesObject } from '../../types';
import type { Connection } from './decide';
import {
  addressEndpoint,
  type Endpoint,
  isAlive,
  labelledEndpoint,
  podEndpoint,
  portsNamed,
} from './endpoints';
import { hasLabels, type Labels } from './selectors';

/** What is asked, by a check. */
export type ReachabilityCheck = NonNullable<Check['reachability']>;
type Side = ReachabilityCheck['from'];

/** All connections that a check is about. */
export type Connections =
  | { state: 'found'; connections: Connection[] }
  | { state: 'noPods'; side: 'from' | 'to'; labels: Labels }
  | { state: 'noPort'; pod: KubernetesObject };

/** Whether the sandbox's objects can answer it at all. */
export function isAnswerable({ from, to, port }: ReachabilityCheck): boolean {
  const toPods = isPodsOfSandbox(to);
  return (
    (toPods || isPodsOfSandbox(from)) && (toPods || typeof port === 'number')
  );
}

/** Every pair of the Pods that the two sides select. */
export function connectionsOf(
  check: ReachabilityCheck,
  pods: KubernetesObject[],
  namespaceLabels: Labels,
): Connections {
  const ends = { from: [] as Endpoint[], to: [] as Endpoint[] };
  for (const side of ['from', 'to'] as const) {
    const meant = check[side];
    ends[side] = endpointsOf(meant, pods, namespaceLabels);
    if (ends[side].length === 0 && 'pods' in meant) {
      return { state: 'noPods', side, labels: meant.pods };
    }
  }
  const pairs = ends.from.flatMap(from => ends.to.map(to => ({ from, to })));
  const distinct = pairs.filter(
    ({ from, to }) => !from.pod || from.pod !== to.pod,
  );
  const connections: Connection[] = [];
  // That a Pod reaches itself says something only when there is no other.
  for (const { from, to } of distinct.length > 0 ? distinct : pairs) {
    const { protocol } = check;
    const port =
      typeof check.port === 'number'
        ? check.port
        : portsNamed(to, check.port, protocol).at(0);
    if (port === undefined) return { state: 'noPort', pod: to.pod! };
    connections.push({ from, to, port, protocol });
  }
  return { state: 'found', connections };
}

function isPodsOfSandbox(side: Side): boolean {
  return 'pods' in side && !('namespace' in side);
}

function endpointsOf(
  side: Side,
  pods: KubernetesObject[],
  namespaceLabels: Labels,
): Endpoint[] {
  if ('ip' in side) return [addressEndpoint(side.ip)];
  if ('namespace' in side) return [labelledEndpoint(side.pods, side.namespace)];
  return pods
    .filter(pod => isAlive(pod) && isMeant(pod, side.pods))
    .map(pod => podEndpoint(pod, namespaceLabels));
}

/** Pods of the academy itself, such as those of probes, borrow labels. */
function isMeant({ metadata }: KubernetesObject, labels: Labels): boolean {
  return (
    metadata.labels?.[PROTECTED_LABEL] !== 'true' &&
    hasLabels(labels, metadata.labels)
  );
}

import type { KubernetesObject } from '../../types';
import { type Answer, blockMatches, leastOf, mostOf } from './blocks';
import { type Endpoint, onSameNode, portsNamed } from './endpoints';
import {
  type Direction,
  isolates,
  type PolicyPeer,
  type PolicyPort,
  type PolicyRule,
  rulesOf,
  subjectSelector,
} from './policies';
import { matchesSelector } from './selectors';

/** One connection that is asked about. */
export interface Connection {
  from: Endpoint;
  to: Endpoint;
  port: number;
  protocol: string;
}

/** What the policies of one end say, and which of them. */
export interface DirectionDecision {
  direction: Direction;
  answer: Answer;
  /** Those that allow it, or all that isolate when none does; none where nothing isolates. */
  policies: KubernetesObject[];
}

/** What the policies say about a connection. */
export interface Decision {
  answer: Answer;
  directions: DirectionDecision[];
}

/**
 * What the NetworkPolicies of a namespace allow, by
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/:
 * policies only add, a connection needs the egress of its source and the
 * ingress of its destination, and a Pod always reaches itself.
 *
 * @param policies - of one namespace: that of the ends that are Pods of it
 */
export function decide(
  connection: Connection,
  policies: KubernetesObject[],
): Decision {
  const { from, to } = connection;
  const isItself = from.pod !== undefined && from.pod === to.pod;
  // A node always reaches the Pods on it.
  const isItsNode = from.hostNetwork && onSameNode(from, to);
  if (isItself || isItsNode) return { answer: 'yes', directions: [] };
  const directions = [
    decideDirection('Egress', from, to, connection, policies),
    decideDirection('Ingress', to, from, connection, policies),
  ];
  return { answer: leastOf(directions.map(each => each.answer)), directions };
}

function decideDirection(
  direction: Direction,
  subject: Endpoint,
  peer: Endpoint,
  connection: Connection,
  policies: KubernetesObject[],
): DirectionDecision {
  const isolating = policies.filter(
    policy => isAbout(policy, subject) && isolates(policy, direction),
  );
  if (isolating.length === 0) {
    return { direction, answer: 'yes', policies: [] };
  }
  const answers = isolating.map(policy => {
    const rules = rulesOf(policy, direction);
    return mostOf(rules.map(rule => allows(rule, peer, connection)));
  });
  const answer = mostOf(answers);
  return {
    direction,
    answer,
    policies: isolating.filter((_, index) => answers[index] === answer),
  };
}

function isAbout(policy: KubernetesObject, { pod, hostNetwork }: Endpoint) {
  return (
    pod !== undefined &&
    !hostNetwork &&
    matchesSelector(subjectSelector(policy), pod.metadata.labels ?? {})
  );
}

function allows(
  { peers, ports }: PolicyRule,
  peer: Endpoint,
  connection: Connection,
): Answer {
  const isPort =
    ports.length === 0 || ports.some(port => isPortOf(port, connection));
  if (!isPort) return 'no';
  if (peers.length === 0) return 'yes';
  return mostOf(peers.map(each => isPeer(each, peer)));
}

/** Both selectors of one element must match; without a namespace it is the policy's own. */
function isPeer(
  { ipBlock, podSelector, namespaceSelector }: PolicyPeer,
  peer: Endpoint,
): Answer {
  if (ipBlock) return blockMatches(ipBlock, peer);
  const { pod, labels, namespaceLabels = {}, hostNetwork } = peer;
  if (!labels || hostNetwork) return 'no';
  const isInNamespace = namespaceSelector
    ? matchesSelector(namespaceSelector, namespaceLabels)
    : pod !== undefined;
  const isPod = matchesSelector(podSelector ?? {}, labels);
  return isInNamespace && isPod ? 'yes' : 'no';
}

function isPortOf(
  { port, endPort, protocol = 'TCP' }: PolicyPort,
  connection: Connection,
): boolean {
  if (protocol !== connection.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'string') {
    const numbers = portsNamed(connection.to, port, protocol);
    return numbers.includes(connection.port);
  }
  return connection.port >= port && connection.port <= (endPort ?? port);
}

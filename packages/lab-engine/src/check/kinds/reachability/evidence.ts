import type { Evidence } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { KubernetesObject, ObjectKind } from '../../types';
import type { Answer } from './blocks';
import type { Connection, Decision, DirectionDecision } from './decide';

export const POD: ObjectKind = { apiVersion: 'v1', kind: 'Pod' };
export const NETWORK_POLICY: ObjectKind = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
};

const EVIDENCE_LIMIT = 10;
const OBSERVED: Record<Answer, string> = {
  yes: 'allowed',
  no: 'denied',
  depends: 'depends on the network plugin',
};

/** A connection, and what the policies say about it. */
export interface Judged {
  connection: Connection;
  decision: Decision;
}

/** Evidence of one object. */
export function evidenceOfObject(
  { apiVersion, kind }: ObjectKind,
  { metadata }: KubernetesObject,
  at: Date,
): Evidence {
  const { name, namespace, uid, resourceVersion } = metadata;
  return {
    apiVersion,
    kind,
    ...(namespace && { namespace }),
    name,
    ...(uid && { uid }),
    ...(resourceVersion && { resourceVersion }),
    at: at.toISOString(),
  };
}

/** The Pods of connections and the policies that decided, what was found on the first. */
export function evidenceOfConnections(
  judged: Judged[],
  want: string,
  at: Date,
): Evidence[] {
  const all = judged.flatMap(({ connection, decision }) => [
    ...podEvidence(connection, at),
    ...decision.directions.flatMap(direction => policyEvidence(direction, at)),
  ]);
  const each = new Map(
    all.map(entry => [
      [entry.kind, entry.name, entry.observed].join('/'),
      entry,
    ]),
  );
  const observed = OBSERVED[judged[0].decision.answer];
  return [...each.values()]
    .slice(0, EVIDENCE_LIMIT)
    .map((entry, index) =>
      index === 0 ? { ...entry, observed, want } : entry,
    );
}

/** In words that say the same for `allowed: true` and `false`. */
export function wantOf(allowed: boolean): string {
  return allowed ? OBSERVED.yes : OBSERVED.no;
}

function podEvidence({ from, to }: Connection, at: Date): Evidence[] {
  return [from.pod, to.pod].flatMap(pod =>
    pod ? [evidenceOfObject(POD, pod, at)] : [],
  );
}

function policyEvidence(
  { direction, answer, policies }: DirectionDecision,
  at: Date,
): Evidence[] {
  const words = direction.toLowerCase();
  const said: Record<Answer, string> = {
    yes: `allows this ${words}`,
    no: `isolates ${words} and does not allow this`,
    depends: `may allow this ${words}: ${OBSERVED.depends}`,
  };
  return policies.map(policy => ({
    ...evidenceOfObject(NETWORK_POLICY, policy, at),
    observed: said[answer],
  }));
}

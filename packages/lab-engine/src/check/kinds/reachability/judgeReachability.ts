import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { PROTECTED_LABEL } from '../../../sandbox/names';
import { evidenceOfBinding } from '../../evidence';
import type { CheckEvaluation } from '../../judge';
import type { KubernetesObject } from '../../types';
import { connectionsOf, type ReachabilityCheck } from './connections';
import { decide } from './decide';
import {
  evidenceOfConnections,
  evidenceOfObject,
  type Judged,
  POD,
  wantOf,
} from './evidence';
import { dependsOnPlugin, noPods, noSuchPort } from './messages';
import type { Labels } from './selectors';

/** What was read, and what the check says while it does not hold. */
export interface ReachabilityInput {
  check: ReachabilityCheck;
  message: LocalizedText;
  pods: KubernetesObject[];
  policies: KubernetesObject[];
  /** Of the sandbox's own namespace. */
  namespaceLabels: Labels;
  now: Date;
}

/**
 * Every pair of Pods must be as the check wants it. The policies of the
 * sandbox's own guards are left out: they allow all traffic inside, so that
 * nothing a learner writes could ever deny any.
 */
export function judgeReachability(input: ReachabilityInput): CheckEvaluation {
  const { check, message, pods, namespaceLabels, now } = input;
  const found = connectionsOf(check, pods, namespaceLabels);
  if (found.state === 'noPods') {
    const binding = { ...POD, selector: found.labels };
    const none = evidenceOfBinding({ binding }, now);
    const sentence = noPods(found.side, none.name);
    return { outcome: 'notYet', message: sentence, evidence: [none] };
  }
  if (found.state === 'noPort') {
    return {
      outcome: 'notYet',
      message: noSuchPort(found.pod.metadata.name, String(check.port)),
      evidence: [evidenceOfObject(POD, found.pod, now)],
    };
  }
  const policies = input.policies.filter(
    ({ metadata }) => metadata.labels?.[PROTECTED_LABEL] !== 'true',
  );
  const judged = found.connections.map(
    (connection): Judged => ({
      connection,
      decision: decide(connection, policies),
    }),
  );
  const wanted = check.allowed ? 'yes' : 'no';
  const other = judged.find(({ decision }) => decision.answer !== wanted);
  const want = wantOf(check.allowed);
  return other
    ? {
        outcome: 'notYet',
        message: undecided(other) ?? message,
        evidence: evidenceOfConnections([other], want, now),
      }
    : {
        outcome: 'passed',
        evidence: evidenceOfConnections(judged, want, now),
      };
}

function undecided({ decision }: Judged): LocalizedText | undefined {
  if (decision.answer !== 'depends') return undefined;
  const [policy] = decision.directions
    .filter(({ answer }) => answer === 'depends')
    .flatMap(({ policies }) => policies);
  return dependsOnPlugin(policy.metadata.name);
}

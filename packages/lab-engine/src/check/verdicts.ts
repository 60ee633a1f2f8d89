import type {
  Evidence,
  LocalizedText,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';

export function sameText(a?: LocalizedText, b?: LocalizedText): boolean {
  return a?.en === b?.en && a?.ko === b?.ko;
}

function sameEvidence(a: Evidence, b: Evidence): boolean {
  return (
    a.apiVersion === b.apiVersion &&
    a.kind === b.kind &&
    a.namespace === b.namespace &&
    a.name === b.name &&
    a.nested === b.nested &&
    a.uid === b.uid &&
    a.observed === b.observed &&
    a.want === b.want
  );
}

/**
 * Whether two verdicts tell a learner the same. Times and resource versions do
 * not count, but for the start of a pass: objects change all the time without changing what is said of them.
 */
export function sameVerdict(a: Verdict, b: Verdict | undefined): boolean {
  return (
    a.outcome === b?.outcome &&
    a.reason === b.reason &&
    a.holdsUntil === b.holdsUntil &&
    // A break that fell between two reports is news.
    (!b.holdsSince || a.holdsSince === b.holdsSince) &&
    sameText(a.message, b.message) &&
    a.evidence.length === b.evidence.length &&
    a.evidence.every((entry, index) => sameEvidence(entry, b.evidence[index]))
  );
}

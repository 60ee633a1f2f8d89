import type { LocalizedText } from '../content/types';

/** `unknown` means: could not be read. It is never a statement about the learner's work. @public */
export type VerdictOutcome = 'passed' | 'notYet' | 'unknown';

/** Why a verdict is `unknown`. @public */
export type UnknownReason =
  | 'forbidden'
  | 'unreachable'
  | 'timeout'
  | 'limit'
  | 'error';

/** An object that a verdict was read from. @public */
export interface Evidence {
  /** As in the check, e.g. `apps/v1`. */
  apiVersion: string;
  /** As in the check, e.g. `Deployment`. */
  kind: string;
  /** Namespace of the object that was found. */
  namespace?: string;
  /** Name of the object, or the label selector when a selection is meant as a whole. */
  name: string;
  /** It is inside the sandbox's nested control plane. */
  nested?: true;
  /** Absent when there was no such object, and for a selection as a whole. */
  uid?: string;
  /** The object's `resourceVersion` as it was read. */
  resourceVersion?: string;
  /** What was found, on one line. */
  observed?: string;
  /** What the check wants to find there. */
  want?: string;
  /** ISO time of the read. */
  at: string;
}

/** What a check says about the learner's objects. @public */
export interface Verdict {
  /** Id of the check in its unit. */
  checkId: string;
  /** Whether the statement of the check holds. */
  outcome: VerdictOutcome;
  /** Sentence for the learner; absent when passed. */
  message?: LocalizedText;
  /** Set when the outcome is `unknown`. */
  reason?: UnknownReason;
  /** The objects that were read, ten at most. */
  evidence: Evidence[];
  /** ISO time since when outcome and message are as they are. */
  since: string;
  /** The statement holds but its stability window is not over: ISO time when it will be. Outcome is `notYet`. */
  holdsUntil?: string;
  /** ISO time of the change since when the statement holds without a break, its stability window included. */
  holdsSince?: string;
  /** ISO time when the check first passed in this attempt. A lab counts it from then on, whatever later tasks change. */
  passedAt?: string;
}

import type { LocalizedText, UnitId, UnitKind } from '../content/types';
import type { RevealedHint, UnitProgress } from './units';
import type { Verdict } from './verdicts';

/** Where an attempt stands. An attempt that passed stays `passed` when it ends; the three after it always mean that it has ended. @public */
export type AttemptState =
  | 'requested'
  | 'provisioning'
  | 'injecting'
  | 'ready'
  | 'passed'
  | 'expired'
  | 'abandoned'
  | 'failed';

/** One run of a lab or of a scenario, by one learner in one sandbox. @public */
export interface AttemptView {
  /** Unique in the portal. */
  id: string;
  /** The lab or challenge. */
  unitId: UnitId;
  /** Id of the scenario; challenges only. */
  scenario?: string;
  /** Name of the training cluster. */
  cluster: string;
  /** Where it stands. */
  state: AttemptState;
  /** What happens now, or why it failed and what to do. */
  message?: LocalizedText;
  /** Namespace of the sandbox. */
  namespace?: string;
  /** ISO time of the request. */
  createdAt: string;
  /** ISO time at which the clock starts: the sandbox is usable and, in a challenge, the fault is proven. */
  readyAt?: string;
  /** ISO time at which the clock stopped: the unit was passed. */
  passedAt?: string;
  /** ISO time at which the learner's part was over. */
  endedAt?: string;
  /** ISO time at which it ends by itself. */
  expiresAt?: string;
  /** ISO time beyond which it cannot be extended. */
  hardEndsAt?: string;
  /** ISO time at which it ends unless the learner does something before. */
  idleEndsAt?: string;
  /** Its place among those that wait; in state `requested` only. */
  queue?: QueuePlace;
  /** Milliseconds since `readyAt` that do not count, because the cluster could not be read. */
  pausedMs: number;
  /** ISO time since when the clock stands still; absent while it runs. */
  pausedSince?: string;
  /** The learner gave up; solution and debrief are shown. */
  gaveUp: boolean;
  /** Of a scenario that was passed without its solution. */
  score?: Score;
  /** What the learner answered last, by check id. */
  answers: Record<string, string>;
  /** The solution was revealed. */
  assisted: boolean;
  /** Hints revealed so far. */
  hints: RevealedHint[];
  /** Latest verdict of each check that was read. */
  verdicts: Verdict[];
  /** Id of the newest event contained in this view; streams continue after it. */
  cursor: number;
}

/** A frame of `GET /attempts/:id/events`; the SSE id is `id`, `at` is an ISO time. @public */
export type AttemptEvent = { id: number; at: string } & (
  | { type: 'state'; state: AttemptState; message?: LocalizedText }
  | { type: 'verdict'; verdict: Verdict }
  | { type: 'hint'; hint: RevealedHint }
  | { type: 'reset' }
  | { type: 'queue'; queue: QueuePlace }
  /** Times changed: extended, used again, paused or going on. */
  | ({ type: 'times' } & AttemptTimes)
  | { type: 'answer'; checkId: string; answer: string }
);

/** What of an attempt's view moves with time and use. @public */
export type AttemptTimes = Pick<
  AttemptView,
  'expiresAt' | 'idleEndsAt' | 'pausedMs' | 'pausedSince'
>;

/** A place among the attempts that wait for a sandbox. @public */
export interface QueuePlace {
  /** 1 is next. */
  position: number;
  /** Estimated from how long sandboxes were used lately; absent without experience. */
  expectedWaitSeconds?: number;
  /** Why nobody is let in at the moment: labs are switched off. */
  stopped?: LocalizedText;
}

/** What a passed scenario is worth, and why. @public */
export interface Score {
  /** 0 to 100. */
  points: number;
  /** Server time from the proven fault to the change that solved it, pauses left out. */
  seconds: number;
  /** What was taken off, in order. */
  deductions: { reason: 'hint' | 'time'; points: number; step?: number }[];
}

/** One object in a debrief. @public */
export interface DebriefObject {
  /** As the manifests say. */
  apiVersion: string;
  /** As the manifests say. */
  kind: string;
  /** Name of the object. */
  name: string;
  /** Unified diff of YAML: from what was healthy to what the fault made of it. */
  injected?: string;
  /** Unified diff: from what the fault made of it to what the learner left. */
  mine?: string;
  /** Unified diff: from what the fault made of it to the reference solution. */
  reference?: string;
}

/** What was wrong in a scenario, shown once it was passed, given up or ended. @public */
export interface Debrief {
  /** Markdown: what was broken and why the solution heals it. */
  text: LocalizedText;
  /** Every object that the fault, the learner or the solution touched. */
  objects: DebriefObject[];
  /** Commands of the reference solution that are no manifests. */
  commands: string[][];
  /** What to read. */
  readMore: { id: UnitId; title: LocalizedText }[];
}

/** Access to a sandbox with kubectl. @public */
export interface IssuedKubeconfig {
  /** YAML text. Shown once, never stored. */
  kubeconfig: string;
  /** ISO time at which its token expires. */
  expiresAt: string;
  /** How to reach the nested control plane; sandboxes of the profile `nested` only. */
  nested?: NestedAccess;
}

/** The second context of a kubeconfig, for the nested control plane. @public */
export interface NestedAccess {
  /** Name of the context in the kubeconfig. */
  context: string;
  /** Arguments of kubectl that open the way, to be left running in a second terminal. */
  portForward: string[];
}

/** What became of YAML that was applied with the learner's identity. @public */
export interface ApplyResult {
  /** One entry per YAML document, in order. */
  documents: {
    /** 1-based line of the document's start. */
    line: number;
    kind?: string;
    name?: string;
    outcome: 'created' | 'configured' | 'unchanged' | 'refused';
    error?: ApplyError;
  }[];
  /** Nothing was applied when the text could not be parsed. */
  error?: ApplyError;
}

/** Why YAML was refused. @public */
export interface ApplyError {
  /** The server's own words, or the parser's. */
  message: string;
  /** The same in both languages, where the sentence is not the server's. */
  text?: LocalizedText;
  /** 1-based line in the submitted text, where known. */
  line?: number;
  /** 1-based column in the submitted text, where known. */
  column?: number;
  /** Field path, e.g. `spec.replicaz`. */
  field?: string;
}

/** What a learner has done so far. @public */
export interface LearnerRecord {
  /** Entity ref of the learner. */
  userRef: string;
  /** Units that the learner has started or completed. */
  progress: (UnitProgress & { title: LocalizedText; kind: UnitKind })[];
  /** All attempts of the learner; `title` is the unit's. */
  attempts: (Omit<AttemptView, 'verdicts' | 'cursor' | 'hints'> & {
    title: LocalizedText;
    hintsRevealed: number;
  })[];
}

import type { LocalizedText, UnitId, UnitKind } from '../content/types';

/** `unknown` means: could not be read. It is never a statement about the learner's work. */
export type VerdictOutcome = 'passed' | 'notYet' | 'unknown';

/** Why a verdict is `unknown`. */
export type UnknownReason =
  | 'forbidden'
  | 'unreachable'
  | 'timeout'
  | 'limit'
  | 'error';

/** What a verdict was read from. */
export interface Evidence {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
  uid?: string;
  resourceVersion?: string;
  observed?: string;
  want?: string;
  /** ISO time of the read. */
  at: string;
}

export interface Verdict {
  checkId: string;
  outcome: VerdictOutcome;
  /** Sentence for the learner; absent when passed. */
  message?: LocalizedText;
  reason?: UnknownReason;
  evidence: Evidence[];
  /** ISO time since when outcome and message are as they are. */
  since: string;
  /** The statement holds but its stability window is not over: ISO time when it will be. Outcome is `notYet`. */
  holdsUntil?: string;
  /** ISO time when the check first passed in this attempt. A lab counts it from then on, whatever later tasks change. */
  passedAt?: string;
}

export type AttemptState =
  | 'requested'
  | 'provisioning'
  | 'injecting'
  | 'ready'
  | 'passed'
  | 'expired'
  | 'abandoned'
  | 'failed';

export type ProgressState = 'notStarted' | 'started' | 'completed';

export interface UnitProgress {
  unitId: UnitId;
  state: ProgressState;
  /** ISO. */
  completedAt?: string;
  /** Completed with the solution revealed. */
  assisted: boolean;
}

export interface UnitSummary {
  id: UnitId;
  kind: UnitKind;
  title: LocalizedText;
  summary: LocalizedText;
  minutes: number;
  level: 'beginner' | 'intermediate' | 'advanced';
  needs: string[];
  progress: UnitProgress;
}

export interface ModuleView {
  id: string;
  title: LocalizedText;
  summary: LocalizedText;
  units: UnitSummary[];
}

export interface CourseView {
  id: string;
  title: LocalizedText;
  summary: LocalizedText;
  audience: LocalizedText;
  modules: ModuleView[];
}

export interface QuestionView {
  id: string;
  kind: 'single' | 'multiple';
  text: LocalizedText;
  options: { id: string; text: LocalizedText }[];
  /** The learner's last answer, with its explanations. */
  answer?: QuizAnswerResult;
}

export interface QuizAnswerResult {
  questionId: string;
  chosen: string[];
  correct: boolean;
  options: { id: string; correct: boolean; explanation: LocalizedText }[];
}

export interface CheckView {
  id: string;
  title: LocalizedText;
}

export interface TaskView {
  id: string;
  title: LocalizedText;
  /** Markdown. */
  text: LocalizedText;
  checks: CheckView[];
  hintCount: number;
  /** Kind of each step, in order, so that the learner is asked before the solution; when absent, the last step counts as the solution. */
  hintKinds?: RevealedHint['kind'][];
}

export interface ScenarioView extends TaskView {
  /** Best finished attempt of the caller, if any. */
  completed: boolean;
}

export interface UnitView extends UnitSummary {
  hash: string;
  courseTitle: LocalizedText;
  moduleTitle: LocalizedText;
  /** Markdown: the whole text of a lesson, the introduction of a lab or challenge. */
  text: LocalizedText;
  objectives: LocalizedText[];
  diagrams: { id: string; alt: LocalizedText; light: string; dark: string }[];
  quiz: QuestionView[];
  /** Labs. */
  tasks: TaskView[];
  /** Challenges. */
  scenarios: ScenarioView[];
  previous?: { id: UnitId; title: LocalizedText };
  next?: { id: UnitId; title: LocalizedText };
}

export interface RevealedHint {
  /** Task id in a lab, scenario id in a challenge. */
  taskId: string;
  /** 0-based. */
  step: number;
  kind: 'question' | 'where' | 'field' | 'solution';
  text: LocalizedText;
}

export interface AttemptView {
  id: string;
  unitId: UnitId;
  scenario?: string;
  cluster: string;
  state: AttemptState;
  /** What happens now, or why it failed and what to do. */
  message?: LocalizedText;
  namespace?: string;
  createdAt: string;
  /** The clock starts here: the sandbox is usable and, in a challenge, the fault is proven. */
  readyAt?: string;
  /** The clock stopped here: the unit was passed. */
  passedAt?: string;
  endedAt?: string;
  expiresAt?: string;
  assisted: boolean;
  hints: RevealedHint[];
  verdicts: Verdict[];
  /** Id of the newest event contained in this view; streams continue after it. */
  cursor: number;
}

/** A frame of `GET /attempts/:id/events`; the SSE id is `id`. */
export type AttemptEvent = { id: number; at: string } & (
  | { type: 'state'; state: AttemptState; message?: LocalizedText }
  | { type: 'verdict'; verdict: Verdict }
  | { type: 'hint'; hint: RevealedHint }
  | { type: 'reset' }
);

export interface IssuedKubeconfig {
  /** YAML text. Shown once, never stored. */
  kubeconfig: string;
  expiresAt: string;
}

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

export interface ApplyError {
  /** The server's own words, or the parser's. */
  message: string;
  /** The same in both languages, where the sentence is not the server's. */
  text?: LocalizedText;
  /** 1-based position in the submitted text, where known. */
  line?: number;
  column?: number;
  /** Field path, e.g. `spec.replicaz`. */
  field?: string;
}

export interface TrainingClusterStatus {
  name: string;
  title: string;
  state: 'ready' | 'starting' | 'unavailable';
  /** Why labs are off on this cluster and what to do. */
  message?: LocalizedText;
  capabilities: string[];
  activeSandboxes?: number;
  maxSandboxes: number;
}

export interface LearnerRecord {
  userRef: string;
  progress: (UnitProgress & { title: LocalizedText; kind: UnitKind })[];
  attempts: (Omit<AttemptView, 'verdicts' | 'cursor' | 'hints'> & {
    title: LocalizedText;
    hintsRevealed: number;
  })[];
}

export type ReadinessState = 'done' | 'expiring' | 'expired' | 'missing';

export interface ReadinessPathView {
  id: string;
  title: LocalizedText;
  validityDays: number;
  units: { id: UnitId; title: LocalizedText }[];
}

export interface ReadinessReport {
  path: ReadinessPathView;
  group: string;
  /** False: only the caller's own row is contained. */
  all: boolean;
  people: {
    userRef: string;
    name: string;
    units: {
      unitId: UnitId;
      state: ReadinessState;
      completedAt?: string;
      validUntil?: string;
    }[];
    ready: boolean;
  }[];
}

/** Why a unit is proposed for an entity. */
export interface Recommendation {
  unit: UnitSummary;
  source: 'annotation' | 'signal';
  /** Id of the rule, e.g. `container-without-resources`; absent for annotations. */
  rule?: string;
  /** One sentence with the object that caused it. */
  why: LocalizedText;
  object?: {
    cluster: string;
    apiVersion: string;
    kind: string;
    namespace: string;
    name: string;
    container?: string;
  };
}

export interface EntityRecommendations {
  entityRef: string;
  recommendations: Recommendation[];
  /** Set when live objects could not be read; annotations are still listed. */
  signalsUnavailable?: LocalizedText;
}

export interface ContentHealth {
  units: number;
  loadedAt: string;
  problems: import('../content/types').ContentProblem[];
}

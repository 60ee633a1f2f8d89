import type {
  ContentProblem,
  LocalizedText,
  UnitId,
  UnitKind,
} from '../content/types';

/** How far a learner is with a unit. @public */
export type ProgressState = 'notStarted' | 'started' | 'completed';

/** A learner's progress in one unit. @public */
export interface UnitProgress {
  /** The unit. */
  unitId: UnitId;
  /** How far the learner is. */
  state: ProgressState;
  /** ISO time of the newest completion. */
  completedAt?: string;
  /** Completed, but never without revealing the solution. */
  assisted: boolean;
}

/** A unit as it stands in lists. @public */
export interface UnitSummary {
  /** The unit. */
  id: UnitId;
  /** Lesson, lab or challenge. */
  kind: UnitKind;
  /** Title, plain text. */
  title: LocalizedText;
  /** What it is about, in a sentence or two of plain text. */
  summary: LocalizedText;
  /** Time it takes, in minutes. */
  minutes: number;
  /** What it expects of the learner. */
  level: 'beginner' | 'intermediate' | 'advanced';
  /** Capabilities the training cluster must have, e.g. `real-nodes`. */
  needs: string[];
  /** The caller's progress. */
  progress: UnitProgress;
}

/** A module with its units. @public */
export interface ModuleView {
  /** Folder name, unique in the course. */
  id: string;
  /** Title, plain text. */
  title: LocalizedText;
  /** What it is about, plain text. */
  summary: LocalizedText;
  /** In the order in which they are taught. */
  units: UnitSummary[];
}

/** A course with its modules. @public */
export interface CourseView {
  /** Folder name, unique in the lessons folder. */
  id: string;
  /** Title, plain text. */
  title: LocalizedText;
  /** What it is about, plain text. */
  summary: LocalizedText;
  /** Whom it is for, plain text. */
  audience: LocalizedText;
  /** In the order in which they are taught. */
  modules: ModuleView[];
}

/** A question without its solution. @public */
export interface QuestionView {
  /** Unique in the unit. */
  id: string;
  /** `single` has exactly one right option; `multiple` may have any number. */
  kind: 'single' | 'multiple';
  /** The question. */
  text: LocalizedText;
  /** What can be chosen; ids are unique in the question. */
  options: { id: string; text: LocalizedText }[];
  /** The learner's last answer, with its explanations. */
  answer?: QuizAnswerResult;
}

/** An answer and what was right. @public */
export interface QuizAnswerResult {
  /** The question that was answered. */
  questionId: string;
  /** Ids of the options that the learner chose. */
  chosen: string[];
  /** Exactly the right options were chosen. */
  correct: boolean;
  /** All options: whether each is right, and why. */
  options: { id: string; correct: boolean; explanation: LocalizedText }[];
}

/** A check as the learner sees it before there is a verdict. @public */
export interface CheckView {
  /** Unique in the unit; `Verdict.checkId` refers to it. */
  id: string;
  /** What is to be reached. */
  title: LocalizedText;
  /** The learner is asked for an answer. */
  answer?: {
    prompt: LocalizedText;
    /** To choose from; free text when absent. */
    options?: { id: string; text: LocalizedText }[];
  };
}

/** A task of a lab. @public */
export interface TaskView {
  /** Unique in the unit. */
  id: string;
  /** Title, plain text. */
  title: LocalizedText;
  /** Markdown. */
  text: LocalizedText;
  /** The task is solved when all of them have passed. */
  checks: CheckView[];
  /** How many hints can be revealed. */
  hintCount: number;
  /** Kind of each step, in order, so that the learner is asked before the solution; when absent, the last step counts as the solution. */
  hintKinds?: RevealedHint['kind'][];
  /** Points that each step costs, in order; scenarios only. */
  hintCosts?: number[];
}

/** A scenario of a challenge. @public */
export interface ScenarioView extends TaskView {
  /** The caller has passed it in some attempt. */
  completed: boolean;
}

/** A unit with everything a learner may read of it. @public */
export interface UnitView extends UnitSummary {
  /** sha256 of the content; changes whenever anything a learner is judged by changes. */
  hash: string;
  /** Title of the unit's course. */
  courseTitle: LocalizedText;
  /** Title of the unit's module. */
  moduleTitle: LocalizedText;
  /** Markdown: the whole text of a lesson, the introduction of a lab or challenge. */
  text: LocalizedText;
  /** What the learner can do afterwards; lessons only. */
  objectives: LocalizedText[];
  /** Pictures of a lesson, as SVG source for light and dark themes. */
  diagrams: { id: string; alt: LocalizedText; light: string; dark: string }[];
  /** Questions of a lesson. */
  quiz: QuestionView[];
  /** Labs. */
  tasks: TaskView[];
  /** Challenges. */
  scenarios: ScenarioView[];
  /** The unit taught before this one. */
  previous?: { id: UnitId; title: LocalizedText };
  /** The unit taught after this one. */
  next?: { id: UnitId; title: LocalizedText };
}

/** A hint that the learner has asked for. @public */
export interface RevealedHint {
  /** Task id in a lab, scenario id in a challenge. */
  taskId: string;
  /** 0-based. */
  step: number;
  /** How much it gives away, from a question to the solution. */
  kind: 'question' | 'where' | 'field' | 'solution';
  /** Markdown. */
  text: LocalizedText;
}

/** State of the lessons folder. @public */
export interface ContentHealth {
  /** How many units can be used. */
  units: number;
  /** ISO time since when this content is served. */
  loadedAt: string;
  /** Everything that is wrong, also in the readiness paths of the configuration. */
  problems: ContentProblem[];
}

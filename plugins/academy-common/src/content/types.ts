import type { z } from 'zod';
import type {
  assertionSchema,
  bindingSchema,
  challengeSchema,
  checkSchema,
  courseSchema,
  hintSchema,
  labSchema,
  lessonSchema,
  localizedTextSchema,
  moduleSchema,
  questionSchema,
  scenarioSchema,
  taskSchema,
  unitSchema,
} from './schema';

/** The languages every text exists in. */
export const LANGUAGES = ['en', 'ko'] as const;
/** @public */
export type Language = (typeof LANGUAGES)[number];
export type LocalizedText = z.infer<typeof localizedTextSchema>;
export type Binding = z.infer<typeof bindingSchema>;
export type Assertion = z.infer<typeof assertionSchema>;
export type Check = z.infer<typeof checkSchema>;
export type Hint = z.infer<typeof hintSchema>;
export type Question = z.infer<typeof questionSchema>;
export type Task = z.infer<typeof taskSchema>;
export type Scenario = z.infer<typeof scenarioSchema>;
export type LessonSpec = z.infer<typeof lessonSchema>;
export type LabSpec = z.infer<typeof labSchema>;
export type ChallengeSpec = z.infer<typeof challengeSchema>;
export type UnitSpec = z.infer<typeof unitSchema>;
export type UnitKind = UnitSpec['kind'];
export type ModuleSpec = z.infer<typeof moduleSchema>;
export type CourseSpec = z.infer<typeof courseSchema>;

/** `<course>/<module>/<unit>`: the folder of the unit below `lessons/`. */
export type UnitId = string;

/** A diagram of a unit, rendered when content is built. SVG source per theme. */
export interface Diagram {
  id: string;
  alt: LocalizedText;
  light: string;
  dark: string;
}

/** A unit as loaded: its spec, its text and every file it names. */
export interface Unit {
  id: UnitId;
  spec: UnitSpec;
  /**
   * Markdown per language. In labs and challenges a level-2 heading ending in
   * `{#id}` starts the text of a task or scenario.
   *
   * Blocks: `:::tip`, `:::fact` and `:::warning`, each with an optional title on
   * the same line, enclose Markdown and end with a line `:::`. `:::quiz <question id>` and `:::diagram <diagram id>` are one
   * line without an end. A colon block is never inside another one.
   */
  text: LocalizedText;
  /** Text per section id (task or scenario) without its heading, and `intro` for what precedes the first. */
  sections: Record<string, LocalizedText>;
  diagrams: Diagram[];
  /** Content of the files that the spec names, by their path in the unit folder. */
  files: Record<string, string>;
  /** sha256 over spec, text and files; changes whenever anything a learner is judged by changes. */
  hash: string;
}

export interface Module {
  id: string;
  spec: ModuleSpec;
  units: UnitId[];
}

export interface Course {
  id: string;
  spec: CourseSpec;
  modules: Module[];
}

/** Something wrong with a content file. The rest of the content still loads. */
export interface ContentProblem {
  /** Path below the lessons folder. */
  file: string;
  /** 1-based. */
  line?: number;
  column?: number;
  /** Dotted path of the field, e.g. `tasks.0.checks.1.assert.0.expr`. */
  field?: string;
  message: string;
  /** What was expected there. */
  expected?: string;
}

export interface Content {
  courses: Course[];
  units: Record<UnitId, Unit>;
  problems: ContentProblem[];
}

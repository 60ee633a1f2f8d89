import type { z } from 'zod';
import type {
  actorSchema,
  assertionSchema,
  bindingSchema,
  checkSchema,
  nestedBindingSchema,
  OTHER_CHECK_KINDS,
} from './checks';
import type { parameterSchema } from './parameters';
import type { localizedTextSchema } from './primitives';
import type {
  challengeSchema,
  courseSchema,
  hintSchema,
  labSchema,
  lessonSchema,
  moduleSchema,
  questionSchema,
  scenarioSchema,
  solutionStepSchema,
  taskSchema,
  unitSchema,
} from './schema';

/** The languages every text exists in. @public */
export const LANGUAGES = ['en', 'ko'] as const;
/** Code of a language. @public */
export type Language = (typeof LANGUAGES)[number];
/** A text in both languages. @public */
export type LocalizedText = z.infer<typeof localizedTextSchema>;
/** What a name in a check's expressions stands for. @public */
export type Binding = z.infer<typeof bindingSchema>;
/** What a name in a check's expressions stands for inside the nested control plane. @public */
export type NestedBinding = z.infer<typeof nestedBindingSchema>;
/** A CEL statement, with the sentence shown while it does not hold. @public */
export type Assertion = z.infer<typeof assertionSchema>;
/** A statement about objects of the sandbox. @public */
export type Check = z.infer<typeof checkSchema>;
/** How a check is judged. @public */
export type CheckKindName = 'resources' | (typeof OTHER_CHECK_KINDS)[number];
/** Who asks the API server in a check. @public */
export type Actor = z.infer<typeof actorSchema>;
/** What a parameter may be. @public */
export type Parameter = z.infer<typeof parameterSchema>;
/** A step of a reference solution. @public */
export type SolutionStep = z.infer<typeof solutionStepSchema>;
/** What the sandbox of a lab or challenge is made of. @public */
export type SandboxProfile = 'standard' | 'nested' | 'no-defaults';
/** One step of help. @public */
export type Hint = z.infer<typeof hintSchema>;
/** A question of a lesson, with its solution. @public */
export type Question = z.infer<typeof questionSchema>;
/** A task of a lab. @public */
export type Task = z.infer<typeof taskSchema>;
/** A scenario of a challenge. @public */
export type Scenario = z.infer<typeof scenarioSchema>;
/** Specification of a lesson. @public */
export type LessonSpec = z.infer<typeof lessonSchema>;
/** Specification of a lab. @public */
export type LabSpec = z.infer<typeof labSchema>;
/** Specification of a challenge. @public */
export type ChallengeSpec = z.infer<typeof challengeSchema>;
/** Specification of a unit; `kind` tells which. @public */
export type UnitSpec = z.infer<typeof unitSchema>;
/** The three kinds of units. @public */
export type UnitKind = UnitSpec['kind'];
/** Specification of a module. @public */
export type ModuleSpec = z.infer<typeof moduleSchema>;
/** Specification of a course. @public */
export type CourseSpec = z.infer<typeof courseSchema>;

/** `<course>/<module>/<unit>`: the folder of the unit below `lessons/`. @public */
export type UnitId = string;

/** A diagram of a unit, rendered when content is built. SVG source per theme. @public */
export interface Diagram {
  /** Unique in the unit; `:::diagram <id>` shows it. */
  id: string;
  /** What the picture says, for those who do not see it. */
  alt: LocalizedText;
  /** SVG source for light themes. */
  light: string;
  /** SVG source for dark themes. */
  dark: string;
}

/** A unit as loaded: its spec, its text and every file it names. @public */
export interface Unit {
  /** Its folder below `lessons/`. */
  id: UnitId;
  /** Content of its `unit.yaml`, with defaults filled in. */
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
  /** Pictures of a lesson; empty in labs and challenges. */
  diagrams: Diagram[];
  /** Content of the files that the spec names, by their path in the unit folder. */
  files: Record<string, string>;
  /** sha256 over spec, text and files; changes whenever anything a learner is judged by changes. */
  hash: string;
}

/** A module as loaded. @public */
export interface Module {
  /** Folder name, unique in the course. */
  id: string;
  /** Content of its `module.yaml`. */
  spec: ModuleSpec;
  /** Units that can be used, in order. */
  units: UnitId[];
}

/** A course as loaded. @public */
export interface Course {
  /** Folder name, unique in the lessons folder. */
  id: string;
  /** Content of its `course.yaml`. */
  spec: CourseSpec;
  /** Modules that can be used, in order. */
  modules: Module[];
}

/** Something wrong with a content file. The rest of the content still loads. @public */
export interface ContentProblem {
  /** Path below the lessons folder. */
  file: string;
  /** 1-based line in the file, where known. */
  line?: number;
  /** 1-based column in the file, where known. */
  column?: number;
  /** Dotted path of the field, e.g. `tasks.0.checks.1.assert.0.expr`. */
  field?: string;
  /** What is wrong, in English, for authors. */
  message: string;
  /** What was expected there. */
  expected?: string;
}

/** Everything in a lessons folder. @public */
export interface Content {
  /** Courses that can be used, sorted by folder name. */
  courses: Course[];
  /** Units that can be used, by id. */
  units: Record<UnitId, Unit>;
  /** What is wrong in the folder. */
  problems: ContentProblem[];
}

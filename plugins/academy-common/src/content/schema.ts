import { z } from 'zod';
import { checkSchema } from './checks';
import { parametersSchema } from './parameters';
import { localizedTextSchema, relativeFile, slug } from './primitives';

/** One step of help. Revealing one of kind `solution` makes the attempt assisted. @public */
export const hintSchema = z.strictObject({
  kind: z.enum(['question', 'where', 'field', 'solution']),
  text: localizedTextSchema,
  /** Points it costs, of 100. Default by kind: 5, 10, 20; the solution leaves no score at all. */
  cost: z.number().int().min(0).max(100).optional(),
});

const optionSchema = z.strictObject({
  id: slug,
  text: localizedTextSchema,
  correct: z.boolean().optional(),
  explanation: localizedTextSchema,
});

/** A question of a lesson; each of its options has an explanation. @public */
export const questionSchema = z
  .strictObject({
    id: slug,
    kind: z.enum(['single', 'multiple']),
    text: localizedTextSchema,
    options: z.array(optionSchema).min(2),
  })
  .refine(
    q => q.kind === 'multiple' || q.options.filter(o => o.correct).length === 1,
    {
      message: 'expected exactly one option with correct: true',
      path: ['options'],
    },
  );

/** A picture of a lesson. */
export const diagramSchema = z.strictObject({
  id: slug,
  /** Mermaid source; the pictures lie beside it as `.light.svg` and `.dark.svg`. */
  file: relativeFile.endsWith('.mmd', 'expected a path that ends in .mmd'),
  alt: localizedTextSchema,
});

const unitBase = {
  apiVersion: z.literal('kubernetes-academy.io/v1'),
  title: localizedTextSchema,
  summary: localizedTextSchema,
  minutes: z.number().int().min(1).max(600),
  level: z.enum(['beginner', 'intermediate', 'advanced']),
  covers: z.array(z.string()).default([]),
  facts: z.array(z.string()).default([]),
  /** Capabilities the training cluster must have, e.g. `real-nodes`. */
  needs: z.array(z.string()).default([]),
};

/** `unit.yaml` of a lesson: a text with diagrams and questions. @public */
export const lessonSchema = z.strictObject({
  ...unitBase,
  kind: z.literal('Lesson'),
  objectives: z.array(localizedTextSchema).min(1),
  diagrams: z.array(diagramSchema).default([]),
  quiz: z.array(questionSchema).default([]),
});

/** What a learner answers to a check of kind `answer`. */
const givenAnswerSchema = z.strictObject({
  /** Id of the check that asks. */
  check: slug,
  /** As typed, or the id of an option. */
  text: z.string().min(1),
});

/**
 * A step of a reference solution, done as the learner would: a manifest that
 * is applied, a command in a container, a manifest applied inside the nested
 * control plane, or an answer.
 *
 * @public
 */
export const solutionStepSchema = z.union([
  relativeFile,
  z.strictObject({
    exec: z.strictObject({
      /** Labels of the pod; any running one that has them. */
      pod: z.record(z.string(), z.string()),
      /** Default: the pod's first container. */
      container: z.string().optional(),
      command: z.array(z.string().min(1)).min(1),
    }),
  }),
  z.strictObject({ nested: relativeFile }),
  z.strictObject({ answer: givenAnswerSchema }),
]);

const sandboxSchema = z.strictObject({
  /** What the sandbox is made of; see docs/sandbox.md. */
  profile: z.enum(['standard', 'nested', 'no-defaults']).default('standard'),
});

/** One task of a lab: what must hold, help, and a solution that proves it possible. @public */
export const taskSchema = z.strictObject({
  id: slug,
  title: localizedTextSchema,
  checks: z.array(checkSchema).min(1),
  hints: z.array(hintSchema).default([]),
  /** Reference solution, step by step, with the learner's token. */
  solution: z.array(solutionStepSchema).min(1),
});

const mutantFields = {
  /** Manifest that is applied. */
  file: relativeFile.optional(),
  /** Wrong answer; everything else is solved. */
  answer: givenAnswerSchema.optional(),
  why: z.string().min(1),
};

const ONE_MISTAKE = { message: 'expected exactly one of file and answer' };
const hasOneMistake = (mutant: { file?: string; answer?: object }) =>
  (mutant.file === undefined) !== (mutant.answer === undefined);

/** A plausible wrong solution that the checks must refuse. */
export const mutantSchema = z
  .strictObject(mutantFields)
  .refine(hasOneMistake, ONE_MISTAKE);

/** In a lab, the task whose checks must refuse it once the tasks before are solved. */
export const labMutantSchema = z
  .strictObject({ ...mutantFields, task: slug.optional() })
  .refine(hasOneMistake, ONE_MISTAKE);

/** Another right solution of a scenario, which the checks must accept as well. */
export const alternativeSchema = z.strictObject({
  files: z.array(relativeFile).min(1),
  why: z.string().min(1),
});

/** `unit.yaml` of a lab: tasks that are solved one after the other in one sandbox. @public */
export const labSchema = z.strictObject({
  ...unitBase,
  kind: z.literal('Lab'),
  sandbox: sandboxSchema.optional(),
  parameters: parametersSchema,
  setup: z.array(relativeFile).default([]),
  tasks: z.array(taskSchema).min(1),
  mutants: z.array(labMutantSchema).default([]),
});

/** One fault of a challenge: how it is made, how it shows, and when it is repaired. @public */
export const scenarioSchema = z.strictObject({
  id: slug,
  title: localizedTextSchema,
  parameters: parametersSchema,
  setup: z.array(relativeFile).min(1),
  /** Must pass after the setup and before the fault, so that it was healthy once. */
  healthy: z.array(checkSchema).default([]),
  faults: z.array(relativeFile).min(1),
  /** Must hold before the attempt starts: the fault is proven by what it causes. */
  symptoms: z.array(checkSchema).min(1),
  /** The scenario is solved when all of these hold together. */
  checks: z.array(checkSchema).min(1),
  hints: z.array(hintSchema).length(4),
  solution: z.array(solutionStepSchema).min(1),
  /** What was broken and why the solution heals it; Markdown, shown afterwards. */
  debrief: localizedTextSchema,
  /** Unit ids of what to read afterwards. */
  readMore: z.array(z.string()).default([]),
  alternatives: z.array(alternativeSchema).default([]),
  mutants: z.array(mutantSchema).default([]),
});

/** `unit.yaml` of a challenge: faults to find and repair, one sandbox each. @public */
export const challengeSchema = z.strictObject({
  ...unitBase,
  kind: z.literal('Challenge'),
  sandbox: sandboxSchema.optional(),
  scenarios: z.array(scenarioSchema).min(1),
});

/** `unit.yaml` of any unit. @public */
export const unitSchema = z.discriminatedUnion('kind', [
  lessonSchema,
  labSchema,
  challengeSchema,
]);

/** `module.yaml`: the units of a module and their order. @public */
export const moduleSchema = z.strictObject({
  apiVersion: z.literal('kubernetes-academy.io/v1'),
  kind: z.literal('Module'),
  title: localizedTextSchema,
  summary: localizedTextSchema,
  /** Folder names of the units, in order. */
  units: z.array(slug).min(1),
});

/** `course.yaml`: the modules of a course and their order. @public */
export const courseSchema = z.strictObject({
  apiVersion: z.literal('kubernetes-academy.io/v1'),
  kind: z.literal('Course'),
  title: localizedTextSchema,
  summary: localizedTextSchema,
  audience: localizedTextSchema,
  /** Folder names of the modules, in order. */
  modules: z.array(slug).min(1),
  /** Shows what the lab engine can do; served only with `academy.content.examples`. */
  example: z.boolean().optional(),
});

import { z } from 'zod';

/** Text that exists in both languages; neither may be missing or empty. @public */
export const localizedTextSchema = z.strictObject({
  en: z.string().trim().min(1),
  ko: z.string().trim().min(1),
});

const slug = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'expected lower-case letters, digits and dashes, starting with a letter, 40 characters at most',
  );

const relativeFile = z
  .string()
  .regex(
    /^(?!\/)(?!.*\.\.)[A-Za-z0-9._/-]+$/,
    'expected a path inside the unit folder, without ".."',
  );

/** A duration such as `5s`, `2m` or `0s`. */
export const durationSchema = z
  .string()
  .regex(/^\d+(ms|s|m|h)$/, 'expected a duration such as 5s, 2m or 1h');

const namedBindingSchema = z.strictObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  name: z.string().min(1),
  /** The check still makes sense without the object: the name is null then. */
  optional: z.boolean().optional(),
});

const selectedBindingSchema = z.strictObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  selector: z.record(z.string(), z.string()),
});

/**
 * What a name in a check's expressions is bound to: one object by name, or a
 * list of objects by label selector (all objects of the kind when empty).
 *
 * @public
 */
export const bindingSchema = z.union([
  namedBindingSchema,
  selectedBindingSchema,
]);

/**
 * What a name is bound to inside the sandbox's nested control plane.
 * Namespaced kinds are read in `namespace`, default `default`.
 *
 * @public
 */
export const nestedBindingSchema = z.union([
  namedBindingSchema.extend({ namespace: z.string().min(1).optional() }),
  selectedBindingSchema.extend({ namespace: z.string().min(1).optional() }),
]);

const bindingName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'expected a camelCase name');

/** One CEL statement that must hold, with the sentence shown while it does not. @public */
export const assertionSchema = z.strictObject({
  expr: z.string().min(1).max(2048),
  message: localizedTextSchema,
  /** CEL expression whose value is shown as "observed". */
  observe: z.string().max(2048).optional(),
  /** Shown beside the observed value. */
  want: z.string().max(200).optional(),
});

/** A statement about objects of the sandbox; see docs/checks.md. @public */
export const checkSchema = z
  .strictObject({
    id: slug,
    title: localizedTextSchema,
    /** Names bound to objects of the sandbox. */
    resources: z.record(bindingName, bindingSchema).default({}),
    /** Names bound to objects inside the nested control plane; sandbox profile `nested` only. */
    nested: z.record(bindingName, nestedBindingSchema).optional(),
    assert: z.array(assertionSchema).min(1),
    never: z.array(assertionSchema).optional(),
    /** How long the statement must hold before it counts; default 3s. */
    stableFor: durationSchema.optional(),
  })
  .refine(
    ({ resources, nested = {} }) =>
      Object.keys(resources).length + Object.keys(nested).length > 0,
    {
      message: 'expected at least one name in resources or nested',
      path: ['resources'],
    },
  )
  .refine(
    ({ resources, nested = {} }) =>
      Object.keys(nested).every(name => !(name in resources)),
    { message: 'expected names that are not in resources', path: ['nested'] },
  );

/** One step of help. Revealing one of kind `solution` makes the attempt assisted. @public */
export const hintSchema = z.strictObject({
  kind: z.enum(['question', 'where', 'field', 'solution']),
  text: localizedTextSchema,
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

/**
 * A step of a reference solution, done as the learner would: a manifest that
 * is applied, a command in a container, or a manifest applied inside the
 * nested control plane.
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
]);

const sandboxSchema = z.strictObject({
  /** What the sandbox is made of; see docs/sandbox.md. */
  profile: z.enum(['standard', 'nested']).default('standard'),
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

/** A plausible wrong solution that the checks must refuse. */
export const mutantSchema = z.strictObject({
  file: relativeFile,
  why: z.string().min(1),
});

/** In a lab, the task whose checks must refuse it once the tasks before are solved. */
export const labMutantSchema = mutantSchema.extend({ task: slug.optional() });

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
  setup: z.array(relativeFile).default([]),
  tasks: z.array(taskSchema).min(1),
  mutants: z.array(labMutantSchema).default([]),
});

/** One fault of a challenge: how it is made, how it shows, and when it is repaired. @public */
export const scenarioSchema = z.strictObject({
  id: slug,
  title: localizedTextSchema,
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

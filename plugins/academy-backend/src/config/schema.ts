import { localizedTextSchema } from '@kubernetes-academy/backstage-plugin-academy-common';
import { z } from 'zod';

/** Environment variables arrive as text, so that `${DAYS}` may stand where a number is wanted. */
const wholeNumber = z.preprocess(
  value =>
    typeof value === 'string' && value.trim() !== '' ? Number(value) : value,
  z.int('a positive whole number').positive('a positive whole number'),
);

const flag = z.preprocess(
  value => (value === 'true' || value === 'false' ? value === 'true' : value),
  z.boolean('true or false'),
);

const text = (expected: string) => z.string(expected).trim().min(1, expected);

const unitId = z
  .string('a unit id such as course/module/unit')
  .regex(
    /^[a-z][a-z0-9-]*(\/[a-z][a-z0-9-]*){2}$/,
    'a unit id such as course/module/unit',
  );

const pathId = z
  .string('lower-case letters, digits and dashes')
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes');

/** Kubernetes' rule for the value of a label. */
const labelValue = z
  .string('a Kubernetes label value')
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/,
    'a Kubernetes label value',
  );

const readinessPath = z.strictObject(
  {
    id: pathId,
    title: localizedTextSchema,
    validityDays: wholeNumber,
    units: z.array(unitId, 'a list of unit ids').min(1, 'at least one unit id'),
  },
  'an object with id, title, validityDays and units',
);

/**
 * The `academy` section of app-config. Every message completes the sentence
 * "expected ...". Durations and training clusters are read by their own
 * readers and only named here.
 */
export const academySectionSchema = z.strictObject(
  {
    instance: labelValue.default('default'),
    content: z
      .strictObject(
        {
          path: text('a folder').default('./lessons'),
          watch: flag.optional(),
          examples: flag.default(false),
        },
        'an object with path, watch and examples',
      )
      .prefault({}),
    trainingClusters: z.unknown().optional(),
    attempts: z
      .strictObject(
        {
          ttl: z.unknown().optional(),
          idle: z.unknown().optional(),
          hardLimit: z.unknown().optional(),
          extension: z.unknown().optional(),
          perLearner: wholeNumber.default(1),
        },
        'an object with ttl, idle, hardLimit, extension and perLearner',
      )
      .prefault({}),
    readiness: z
      .strictObject(
        { paths: z.array(readinessPath, 'a list of paths').default([]) },
        'an object with paths',
      )
      .prefault({}),
    recommendations: z
      .strictObject(
        {
          rules: z
            .record(z.string(), unitId, 'an object of rule: unit id')
            .default({}),
        },
        'an object with rules',
      )
      .prefault({}),
  },
  'an object',
);

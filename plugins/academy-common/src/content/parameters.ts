import { z } from 'zod';

/** A name in `{{name}}`. @public */
export const parameterName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'expected a camelCase name');

const secret = {
  /** Would give the answer away: used by files and checks, never by a text or title. */
  secret: z.boolean().optional(),
};

/**
 * What differs between attempts. The value is drawn from the attempt's seed
 * and stands wherever the unit says `{{name}}`: in manifests, texts and checks.
 *
 * @public
 */
export const parameterSchema = z.union([
  z.strictObject({ oneOf: z.array(z.string().min(1)).min(2), ...secret }),
  z
    .strictObject({
      /** Whole number between these, both included. */
      integer: z.strictObject({
        min: z.number().int(),
        max: z.number().int(),
      }),
      ...secret,
    })
    .refine(({ integer }) => integer.min < integer.max, {
      message: 'expected min below max',
      path: ['integer'],
    }),
  z.strictObject({
    /** This many random lower-case letters: good for names that cannot be guessed. */
    letters: z.number().int().min(3).max(12),
    ...secret,
  }),
]);

/** Parameters by name. @public */
export const parametersSchema = z
  .record(parameterName, parameterSchema)
  .default({});

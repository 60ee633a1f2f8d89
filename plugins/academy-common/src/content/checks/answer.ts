import { z } from 'zod';
import { expressionSchema, localizedTextSchema, slug } from '../primitives';

/**
 * An answer that the learner gives and the server grades. Only `prompt` and
 * `options` ever leave the backend.
 *
 * @public
 */
export const answerCheckSchema = z
  .strictObject({
    prompt: localizedTextSchema,
    /** To choose from; free text when absent. */
    options: z
      .array(z.strictObject({ id: slug, text: localizedTextSchema }))
      .min(2)
      .optional(),
    /** Right answers; ids of options, or texts that are compared normalised. */
    accept: z.array(z.string().min(1)).min(1).optional(),
    /** RE2 pattern of right answers, which must match the whole normalised text. */
    matches: z.string().min(1).max(500).optional(),
    /** CEL over `answer` (a string) and the objects bound by the check's `resources`. */
    expr: expressionSchema.optional(),
    /** Upper and lower case differ. Default: they do not. */
    caseSensitive: z.boolean().default(false),
  })
  .refine(
    ({ accept, matches, expr }) =>
      [accept, matches, expr].filter(each => each !== undefined).length === 1,
    { message: 'expected exactly one of accept, matches and expr' },
  );

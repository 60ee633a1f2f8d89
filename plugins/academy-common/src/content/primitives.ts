import { z } from 'zod';

/** Text that exists in both languages; neither may be missing or empty. @public */
export const localizedTextSchema = z.strictObject({
  en: z.string().trim().min(1),
  ko: z.string().trim().min(1),
});

/** Id of a part of a unit. */
export const slug = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'expected lower-case letters, digits and dashes, starting with a letter, 40 characters at most',
  );

/** A file of the unit. */
export const relativeFile = z
  .string()
  .regex(
    /^(?!\/)(?!.*\.\.)[A-Za-z0-9._/-]+$/,
    'expected a path inside the unit folder, without ".."',
  );

/** A duration such as `5s`, `2m` or `0s`. */
export const durationSchema = z
  .string()
  .regex(/^\d+(ms|s|m|h)$/, 'expected a duration such as 5s, 2m or 1h');

/** Labels that objects must have; every object when empty. */
export const labelsSchema = z.record(z.string(), z.string());

/** A CEL expression. */
export const expressionSchema = z.string().min(1).max(2048);

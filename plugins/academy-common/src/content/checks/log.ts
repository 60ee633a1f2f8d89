import { z } from 'zod';
import { labelsSchema } from '../primitives';

/** What containers have written; needs real nodes. @public */
export const logCheckSchema = z
  .strictObject({
    /** Labels of the Pods; one line in any of them is enough. */
    pods: labelsSchema,
    /** Default: the Pod's first container. */
    container: z.string().min(1).optional(),
    /** Text within one line. */
    contains: z.string().min(1).max(500).optional(),
    /** RE2 pattern within one line. */
    matches: z.string().min(1).max(500).optional(),
  })
  .refine(
    ({ contains, matches }) =>
      (contains === undefined) !== (matches === undefined),
    { message: 'expected exactly one of contains and matches' },
  );

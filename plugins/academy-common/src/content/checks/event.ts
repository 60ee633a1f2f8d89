import { z } from 'zod';

/** What the cluster has reported about an object of the sandbox. @public */
export const eventCheckSchema = z.strictObject({
  /** The object that the Event is about. */
  regarding: z.strictObject({
    kind: z.string().min(1),
    name: z.string().min(1).optional(),
    /** Pods of a Deployment have names of which only the beginning is known. */
    namePrefix: z.string().min(1).optional(),
  }),
  type: z.enum(['Normal', 'Warning']).optional(),
  /** E.g. `FailedScheduling`. */
  reason: z.string().min(1),
  /** Text that the Event's message must contain. */
  contains: z.string().min(1).max(200).optional(),
  /** How often it must have been reported, counting what the API server has aggregated. */
  atLeast: z.number().int().min(1).default(1),
});

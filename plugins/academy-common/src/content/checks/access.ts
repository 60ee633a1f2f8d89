import { z } from 'zod';

/** Who asks the API server: the learner, or a ServiceAccount of the sandbox. @public */
export const actorSchema = z.union([
  z.literal('learner'),
  z.strictObject({ serviceAccount: z.string().min(1) }),
]);

/** Whether somebody may do something, answered by the API server itself (SelfSubjectAccessReview). @public */
export const accessCheckSchema = z.strictObject({
  as: actorSchema.default('learner'),
  verb: z.string().min(1),
  /** API group; empty for the core group. */
  group: z.string().default(''),
  /** Plural name, e.g. `pods`. */
  resource: z.string().min(1),
  /** E.g. `log` of `pods`. */
  subresource: z.string().min(1).optional(),
  /** Of one object; all objects when absent. */
  name: z.string().min(1).optional(),
  /** Another namespace than the sandbox. */
  namespace: z.string().min(1).optional(),
  /** What the answer must be. */
  allowed: z.boolean().default(true),
});

import { z } from 'zod';
import { labelsSchema } from '../primitives';

const endpointSchema = z.union([
  /** Pods of the sandbox that have all of these labels. */
  z.strictObject({ pods: labelsSchema }),
  /** Any Pod with these labels in any namespace with those. */
  z.strictObject({ namespace: labelsSchema, pods: labelsSchema.default({}) }),
  /** An address outside of the cluster. */
  z.strictObject({ ip: z.string().min(1) }),
]);

/**
 * What the NetworkPolicies of the sandbox allow, computed from the objects by
 * their documented semantics: true also where the network does not enforce them.
 *
 * @public
 */
export const reachabilityCheckSchema = z.strictObject({
  from: endpointSchema,
  to: endpointSchema,
  /** Number or name of a container port. */
  port: z.union([z.number().int().min(1).max(65535), z.string().min(1)]),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']).default('TCP'),
  allowed: z.boolean().default(true),
});

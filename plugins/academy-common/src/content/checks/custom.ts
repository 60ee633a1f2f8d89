import { z } from 'zod';

/** A kind of check that a plugin of the portal brings. @public */
export const customCheckSchema = z.strictObject({
  /** As it was registered, e.g. `example.com/backup`. */
  kind: z
    .string()
    .regex(
      /^[a-z0-9.-]+\/[a-z0-9-]+$/,
      'expected a name such as example.com/backup',
    ),
  /** Whatever the kind asks for; it says itself what is wrong with it. */
  spec: z.record(z.string(), z.unknown()).default({}),
});

import { z } from 'zod';
import { relativeFile } from '../primitives';
import { actorSchema } from './access';

/** What the API server says to a manifest, without storing it (`dryRun=All`). @public */
export const dryRunCheckSchema = z
  .strictObject({
    /** Manifest of one object in the unit folder. */
    file: relativeFile,
    as: actorSchema.default('learner'),
    expect: z.enum(['accepted', 'rejected']),
    /** RE2 pattern that the refusal must match: one for another reason proves nothing. */
    reason: z.string().min(1).max(500).optional(),
  })
  .refine(({ expect, reason }) => (expect === 'rejected') === !!reason, {
    message:
      'expected a pattern for the refusal with expect: rejected, and none with accepted',
    path: ['reason'],
  });

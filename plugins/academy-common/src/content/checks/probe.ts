import { z } from 'zod';
import { labelsSchema } from '../primitives';

const port = z.number().int().min(1).max(65535);

/** One attempt to reach something from a Pod of the sandbox; needs real nodes. @public */
export const probeCheckSchema = z
  .strictObject({
    /** Who probes: policies and meshes look at labels and account of the Pod. */
    from: z
      .strictObject({
        labels: labelsSchema.default({}),
        serviceAccount: z.string().min(1).optional(),
      })
      .prefault({}),
    http: z
      .strictObject({
        /** `http://host:port/path`; a Service of the sandbox by its name. */
        url: z.string().regex(/^https?:\/\//, 'expected an http or https URL'),
        status: z.number().int().min(100).max(599).default(200),
        /** Text that the body must contain. */
        contains: z.string().min(1).max(200).optional(),
      })
      .optional(),
    dns: z.strictObject({ name: z.string().min(1).max(253) }).optional(),
    tcp: z.strictObject({ host: z.string().min(1).max(253), port }).optional(),
    /** Whether it must get through. */
    expect: z.enum(['success', 'failure']).default('success'),
  })
  .refine(
    ({ http, dns, tcp }) => [http, dns, tcp].filter(Boolean).length === 1,
    { message: 'expected exactly one of http, dns and tcp' },
  );

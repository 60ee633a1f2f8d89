import {
  courseSchema,
  moduleSchema,
  unitSchema,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { z } from 'zod';

/**
 * JSON Schemas of the files in a lessons folder, for editors. What only code
 * can express, such as exactly one correct option, is not in them.
 *
 * @public
 */
export function contentJsonSchemas(): Record<
  'course' | 'module' | 'unit',
  object
> {
  const convert = (schema: z.ZodType) =>
    z.toJSONSchema(schema, { io: 'input' });
  return {
    course: convert(courseSchema),
    module: convert(moduleSchema),
    unit: convert(unitSchema),
  };
}

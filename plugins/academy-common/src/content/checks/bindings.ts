import { z } from 'zod';
import {
  expressionSchema,
  labelsSchema,
  localizedTextSchema,
} from '../primitives';

const namedBindingSchema = z.strictObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  name: z.string().min(1),
  /** The check still makes sense without the object: the name is null then. */
  optional: z.boolean().optional(),
  /** In a scenario: another object of that name is as good as the one that was set up. */
  allowRecreate: z.boolean().optional(),
});

const selectedBindingSchema = z.strictObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  selector: labelsSchema,
});

/**
 * What a name in a check's expressions is bound to: one object by name, or a
 * list of objects by label selector (all objects of the kind when empty).
 *
 * @public
 */
export const bindingSchema = z.union([
  namedBindingSchema,
  selectedBindingSchema,
]);

/**
 * What a name is bound to inside the sandbox's nested control plane.
 * Namespaced kinds are read in `namespace`, default `default`.
 *
 * @public
 */
export const nestedBindingSchema = z.union([
  namedBindingSchema.extend({ namespace: z.string().min(1).optional() }),
  selectedBindingSchema.extend({ namespace: z.string().min(1).optional() }),
]);

/** A name in expressions. @public */
export const bindingName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*$/, 'expected a camelCase name');

/** One CEL statement that must hold, with the sentence shown while it does not. @public */
export const assertionSchema = z.strictObject({
  expr: expressionSchema,
  message: localizedTextSchema,
  /** CEL expression whose value is shown as "observed". */
  observe: z.string().max(2048).optional(),
  /** Shown beside the observed value. */
  want: z.string().max(200).optional(),
});

import { z } from 'zod';
import { durationSchema, localizedTextSchema, slug } from '../primitives';
import { accessCheckSchema } from './access';
import { answerCheckSchema } from './answer';
import {
  assertionSchema,
  bindingName,
  bindingSchema,
  nestedBindingSchema,
} from './bindings';
import { customCheckSchema } from './custom';
import { dryRunCheckSchema } from './dryRun';
import { eventCheckSchema } from './event';
import { logCheckSchema } from './log';
import { probeCheckSchema } from './probe';
import { reachabilityCheckSchema } from './reachability';

/** The kinds of check beside `resources`, as fields of which a check has one at most. @public */
export const OTHER_CHECK_KINDS = [
  'access',
  'dryRun',
  'probe',
  'log',
  'event',
  'answer',
  'reachability',
  'custom',
] as const;

/**
 * A statement about the learner's objects; see docs/checks.md. It is either
 * made of `assert` over `resources` and `nested`, or has exactly one of the
 * other kinds as a field, with a `message` for while it does not hold.
 *
 * @public
 */
export const checkSchema = z
  .strictObject({
    id: slug,
    title: localizedTextSchema,
    /** Names bound to objects of the sandbox. */
    resources: z.record(bindingName, bindingSchema).default({}),
    /** Names bound to objects inside the nested control plane; sandbox profile `nested` only. */
    nested: z.record(bindingName, nestedBindingSchema).optional(),
    assert: z.array(assertionSchema).default([]),
    never: z.array(assertionSchema).optional(),
    access: accessCheckSchema.optional(),
    dryRun: dryRunCheckSchema.optional(),
    probe: probeCheckSchema.optional(),
    log: logCheckSchema.optional(),
    event: eventCheckSchema.optional(),
    answer: answerCheckSchema.optional(),
    reachability: reachabilityCheckSchema.optional(),
    custom: customCheckSchema.optional(),
    /** Shown while a check of another kind than `resources` does not hold. */
    message: localizedTextSchema.optional(),
    /** How long the statement must hold before it counts; see docs/checks.md for defaults. */
    stableFor: durationSchema.optional(),
  })
  .superRefine((check, context) => {
    const { resources, nested = {}, assert, never, message } = check;
    const refuse = (field: string, words: string) =>
      context.addIssue({ code: 'custom', path: [field], message: words });

    const kinds = OTHER_CHECK_KINDS.filter(kind => check[kind] !== undefined);
    const names = Object.keys(resources).length + Object.keys(nested).length;
    if (Object.keys(nested).some(name => name in resources)) {
      refuse('nested', 'expected names that are not in resources');
    }
    if (kinds.length > 1) {
      refuse(kinds[1], `expected one kind of check, there is ${kinds[0]} too`);
    } else if (kinds.length === 0) {
      if (names === 0) {
        refuse(
          'resources',
          'expected at least one name in resources or nested',
        );
      }
      if (assert.length === 0) {
        refuse('assert', 'expected at least one statement');
      }
      if (message) {
        refuse('message', 'expected the message of each statement instead');
      }
    } else {
      if (assert.length > 0 || never) {
        refuse('assert', `expected no statements beside ${kinds[0]}`);
      }
      if (names > 0 && !(kinds[0] === 'answer' && check.answer?.expr)) {
        refuse('resources', `expected no names beside ${kinds[0]}`);
      }
      if (!message) {
        refuse(
          'message',
          `expected a sentence for while ${kinds[0]} does not hold`,
        );
      }
    }
  });

/** Which kind of check it is. @public */
export function checkKindOf(
  check: z.infer<typeof checkSchema>,
): 'resources' | (typeof OTHER_CHECK_KINDS)[number] {
  return (
    OTHER_CHECK_KINDS.find(kind => check[kind] !== undefined) ?? 'resources'
  );
}

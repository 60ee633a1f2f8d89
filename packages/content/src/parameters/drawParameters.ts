import { createHmac } from 'node:crypto';
import type { Parameter } from '@kubernetes-academy/backstage-plugin-academy-common';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Of a draw: 48 bits, so that no choice is noticeably likelier than another. */
const DRAW_BYTES = 6;
/** Of a draw for one letter. */
const LETTER_BYTES = 2;

/**
 * A name that every lab and scenario has without declaring it: the namespace
 * of the attempt's sandbox. Some manifests must say it, such as the subject of
 * a RoleBinding.
 *
 * @public
 */
export const SANDBOX_NAMESPACE = 'sandboxNamespace';

/** Where there is no attempt. */
const EXAMPLE_NAMESPACE = 'my-sandbox';

/** Parameters by name, as a lab or scenario declares them. @public */
export type Parameters = Record<string, Parameter>;

/**
 * The value of each parameter in an attempt. The same seed gives the same
 * values, and what a parameter gets does not depend on the others: leaving
 * some out, or adding one later, changes nothing for the rest.
 *
 * @public
 */
export function drawParameters(options: {
  parameters: Parameters;
  /** Of the attempt; whoever knows it knows the values. */
  seed: string;
}): Record<string, string> {
  const { parameters, seed } = options;
  return mapValues(parameters, (parameter, name) =>
    draw(parameter, createHmac('sha256', seed).update(name).digest()),
  );
}

/**
 * Values for where there is no attempt: the first, lowest or simplest of each.
 *
 * @public
 */
export function exampleValues(parameters: Parameters): Record<string, string> {
  const examples = mapValues(parameters, parameter => {
    if ('oneOf' in parameter) {
      return parameter.oneOf[0];
    }
    return 'integer' in parameter
      ? String(parameter.integer.min)
      : LETTERS.slice(0, parameter.letters);
  });
  return { ...examples, [SANDBOX_NAMESPACE]: EXAMPLE_NAMESPACE };
}

/** Parameters that learners may see; the secret ones would give the answer away. @public */
export function withoutSecrets(parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).filter(([, { secret }]) => !secret),
  );
}

function draw(parameter: Parameter, bytes: Buffer): string {
  if ('letters' in parameter) {
    return Array.from(
      { length: parameter.letters },
      (_, i) => LETTERS[bytes.readUInt16BE(i * LETTER_BYTES) % LETTERS.length],
    ).join('');
  }
  const number = bytes.readUIntBE(0, DRAW_BYTES);
  if ('oneOf' in parameter) {
    return parameter.oneOf[number % parameter.oneOf.length];
  }
  const { min, max } = parameter.integer;
  return String(min + (number % (max - min + 1)));
}

function mapValues(
  parameters: Parameters,
  valueOf: (parameter: Parameter, name: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      valueOf(parameter, name),
    ]),
  );
}

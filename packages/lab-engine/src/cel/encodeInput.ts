import { INPUT_LIMIT_BYTES, OBJECT_LIMIT } from './limits';
import type { CelFailure } from './types';

/** One value as JSON. Objects have a key, by which a worker that keeps them knows them. */
export interface EncodedValue {
  key?: number;
  json: string;
  bytes: number;
}

/** The variables of one evaluation. */
export type EncodedInput = [
  name: string,
  value: EncodedValue | EncodedValue[],
][];

let lastKey = 0;

/** Objects seen before: they are never modified, and most do not change. */
const encoded = new WeakMap<object, EncodedValue>();

function encodeValue(value: unknown): EncodedValue {
  if (typeof value !== 'object' || value === null) {
    const json = JSON.stringify(value);
    return { json, bytes: Buffer.byteLength(json) };
  }
  let result = encoded.get(value);
  if (!result) {
    const json = JSON.stringify(value);
    lastKey += 1;
    result = { key: lastKey, json, bytes: Buffer.byteLength(json) };
    encoded.set(value, result);
  }
  return result;
}

/** Counts what is encoded and stops at the bounds. */
class Encoder {
  #objects = 0;
  #bytes = 0;

  encode(value: unknown): EncodedValue {
    this.#objects += 1;
    if (this.#objects > OBJECT_LIMIT) {
      throw new RangeError(`more than ${OBJECT_LIMIT} objects`);
    }
    const result = encodeValue(value);
    this.#bytes += result.bytes;
    if (this.#bytes > INPUT_LIMIT_BYTES) {
      throw new RangeError(`more than ${INPUT_LIMIT_BYTES} bytes of objects`);
    }
    return result;
  }
}

/**
 * The variables as JSON, object by object. Stops at the bounds, so that what a
 * learner piles up costs the main thread no more than one object beyond them.
 */
export function encodeInput(
  variables: Record<string, unknown>,
): EncodedInput | CelFailure {
  const encoder = new Encoder();
  try {
    return Object.entries(variables).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.map(item => encoder.encode(item))
        : encoder.encode(value),
    ]);
  } catch (error) {
    const { message } = error as Error;
    return { state: 'failed', reason: 'limit', message };
  }
}

import { INPUT_LIMIT_BYTES, OBJECT_LIMIT } from './limits';
import type { CelFailure } from './types';

/** JSON of objects already sent: they are never modified, and most do not change. */
const encoded = new WeakMap<object, string>();

function encodeObject(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  let json = encoded.get(value);
  if (json === undefined) {
    json = JSON.stringify(value);
    encoded.set(value, json);
  }
  return json;
}

function exceeds(message: string): CelFailure {
  return { state: 'failed', reason: 'limit', message };
}

/**
 * The variables as one JSON text. Stops at the bounds, so that what a learner
 * piles up costs the main thread no more than one object beyond them.
 */
export function encodeInput(
  variables: Record<string, unknown>,
): string | CelFailure {
  let objects = 0;
  let bytes = 0;
  const parts: string[] = [];
  for (const [name, value] of Object.entries(variables)) {
    const items: string[] = [];
    for (const item of Array.isArray(value) ? value : [value]) {
      objects += 1;
      if (objects > OBJECT_LIMIT) {
        return exceeds(`more than ${OBJECT_LIMIT} objects`);
      }
      let json: string;
      try {
        json = encodeObject(item);
      } catch (error) {
        return exceeds(`an object cannot be encoded: ${error}`);
      }
      bytes += Buffer.byteLength(json);
      if (bytes > INPUT_LIMIT_BYTES) {
        return exceeds(`more than ${INPUT_LIMIT_BYTES} bytes of objects`);
      }
      items.push(json);
    }
    parts.push(
      `${JSON.stringify(name)}:${
        Array.isArray(value) ? `[${items.join(',')}]` : items[0]
      }`,
    );
  }
  return `{${parts.join(',')}}`;
}

import { Optional } from '@marcbachmann/cel-js';
import { TEXT_LIMIT_CHARACTERS } from './limits';

/** Reading `constructor` of a value is how the engine finds its type. */
const TYPE_KEY = 'constructor';
/** Every object of JavaScript has it, so that all would seem to have this field. */
const PROTOTYPE_KEY = '__proto__';

/**
 * JSON as CEL sees it; modifies what it is given. Whole numbers become
 * integers: as doubles, `replicas + 1` would have no overload. Those that
 * JSON.parse could only round stay doubles, with which such arithmetic is
 * refused rather than wrong.
 *
 * Objects with a key that means something to JavaScript become maps, in which a
 * label named `constructor` is only a label; `__proto__` gets a name there that
 * nothing can be compared with.
 */
export function toCelValue(json: unknown): unknown {
  if (typeof json === 'number') {
    return Number.isSafeInteger(json) ? BigInt(json) : json;
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  if (Array.isArray(json)) {
    for (let index = 0; index < json.length; index += 1) {
      json[index] = toCelValue(json[index]);
    }
    return json;
  }
  const object = json as Record<string, unknown>;
  if (Object.hasOwn(object, TYPE_KEY) || Object.hasOwn(object, PROTOTYPE_KEY)) {
    return new Map(
      Object.entries(object).map(([key, value]) => [
        key === PROTOTYPE_KEY ? `\0${key}` : key,
        toCelValue(value),
      ]),
    );
  }
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (typeof value === 'number' || typeof value === 'object') {
      object[key] = toCelValue(value);
    }
  }
  return object;
}

function isComposed(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value))
  );
}

/** What a value is in JSON, one level at a time. */
function toPlain(value: unknown): unknown {
  if (value instanceof Optional) {
    return value.hasValue() ? toPlain(value.value()) : null;
  }
  if (value instanceof Map) {
    return Object.fromEntries(value);
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (typeof value === 'bigint') {
    // Larger ones would be rounded.
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  // Quantities, addresses and so on say themselves how they are written.
  return typeof value === 'object' && value !== null && !isComposed(value)
    ? String(value)
    : value;
}

/**
 * One short line for a value that a learner is shown: text as it is, anything
 * composed as JSON, `none` for an optional value that is absent.
 */
export function toText(value: unknown): string {
  if (value instanceof Optional && !value.hasValue()) {
    return 'none';
  }
  const plain = toPlain(value);
  const text = isComposed(plain)
    ? JSON.stringify(plain, (_key, item) => toPlain(item))
    : String(plain);
  const line = text
    .slice(0, 10 * TEXT_LIMIT_CHARACTERS)
    .replace(/[\s\p{Cc}]+/gu, ' ');
  return line.length > TEXT_LIMIT_CHARACTERS
    ? `${line.slice(0, TEXT_LIMIT_CHARACTERS - 1)}…`
    : line;
}

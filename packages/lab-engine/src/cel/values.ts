import { Optional } from '@marcbachmann/cel-js';
import { TEXT_LIMIT_CHARACTERS } from './limits';
import { Quantity } from './quantity';

/**
 * JSON as CEL sees it. Whole numbers become integers: as doubles, `replicas + 1`
 * would have no overload. Objects become maps: fields inherited from a
 * prototype do not exist in them, and a label named `constructor` is a label.
 */
export function toCelValue(json: unknown): unknown {
  if (Array.isArray(json)) {
    return json.map(toCelValue);
  }
  if (typeof json === 'object' && json !== null) {
    return new Map(
      Object.entries(json).map(([key, value]) => [key, toCelValue(value)]),
    );
  }
  return Number.isSafeInteger(json) ? BigInt(json as number) : json;
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
    return Number(value);
  }
  return value instanceof Quantity ? value.toString() : value;
}

function isComposed(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value))
  );
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

import { isDeepStrictEqual } from 'node:util';

/** Of a value, in a line for a terminal. */
const MAX_SHOWN_CHARS = 80;

/** What the API server writes where a manifest says nothing. */
const SERVER_DEFAULTS: Record<string, unknown> = {
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  scope: '*',
  reason: 'Invalid',
};

/** Without defaults and without what is empty, so that saying nothing and saying the usual are equal. */
export function withoutDefaults(value: any): any {
  if (Array.isArray(value)) {
    return value.map(withoutDefaults);
  }
  if (typeof value === 'string') {
    return value.trim();
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, withoutDefaults(inner)] as const)
    .filter(
      ([key, inner]) => SERVER_DEFAULTS[key] !== inner && !isEmpty(inner),
    );
  return Object.fromEntries(kept);
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

/** Equal for the API server, whatever of it is written down. */
export function sameFields(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(withoutDefaults(one), withoutDefaults(other));
}

/** A value short enough for a line. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > MAX_SHOWN_CHARS
    ? `${text.slice(0, MAX_SHOWN_CHARS)}...`
    : text;
}

/** `{{name}}`, without spaces. */
const PLACEHOLDER = /\{\{([a-z][A-Za-z0-9]*)\}\}/g;

/** Names of parameters that a text asks for, in order. */
export function namesIn(text: string): string[] {
  return Array.from(text.matchAll(PLACEHOLDER), ([, name]) => name);
}

/** A copy in which `{{name}}` is replaced in every text; names without a value stay. */
export function replaceNames<T>(value: T, values: Record<string, string>): T {
  return walk(value, values) as T;
}

function walk(value: unknown, values: Record<string, string>): unknown {
  if (typeof value === 'string') {
    return value.replace(PLACEHOLDER, (whole, name: string) =>
      Object.hasOwn(values, name) ? values[name] : whole,
    );
  }
  if (Array.isArray(value)) {
    return value.map(each => walk(each, values));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, walk(each, values)]),
    );
  }
  return value;
}

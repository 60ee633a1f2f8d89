import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { invalid } from './define';

/** Verbs of `format`, e.g. `%s` and `%.2f`. */
const CLAUSE = /%(?:%|(?:\.(\d{1,2}))?([a-zA-Z])|)/g;
const DEFAULT_PRECISION = 6;

function refuse(verb: string, value: unknown): never {
  throw invalid(
    'invalid_format_argument',
    `format(): %${verb} cannot show a value of type ${typeof value}`,
  );
}

function toInteger(value: unknown): bigint | undefined {
  if (value instanceof UnsignedInt) {
    return value.valueOf();
  }
  return typeof value === 'bigint' ? value : undefined;
}

function toNumber(verb: string, value: unknown): number {
  const number = toInteger(value) ?? value;
  return typeof number === 'bigint' || typeof number === 'number'
    ? Number(number)
    : refuse(verb, value);
}

/** Spelled as in Go where JavaScript has another spelling. */
function special(number: number): string | undefined {
  return Number.isFinite(number) ? undefined : String(number);
}

function inBase(base: 2 | 8 | 16, verb: string, value: unknown): string {
  if (base === 2 && typeof value === 'boolean') {
    return value ? '1' : '0';
  }
  if (
    base === 16 &&
    (typeof value === 'string' || value instanceof Uint8Array)
  ) {
    return Buffer.from(value as Uint8Array).toString('hex');
  }
  return toInteger(value)?.toString(base) ?? refuse(verb, value);
}

function timeToText(time: Date): string {
  return time.toISOString().replace(/\.?0*Z$/, 'Z');
}

/** A value inside of a text: strings bare, composed values as CEL writes them. */
export function valueToText(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(valueToText).join(', ')}]`;
  }
  if (value instanceof Date) {
    return timeToText(value);
  }
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('utf8');
  }
  if (value instanceof Map) {
    return mapToText([...value]);
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return mapToText(Object.entries(value));
  }
  // Types of CEL print as `Type<int>`.
  return value instanceof Duration
    ? String(value)
    : String(value).replace(/^Type<(.*)>$/, '$1');
}

function mapToText(entries: [unknown, unknown][]): string {
  const texts = entries
    .map(([key, value]) => [valueToText(key), valueToText(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${texts.map(entry => entry.join(': ')).join(', ')}}`;
}

function exponential(number: number, precision: number): string {
  return number
    .toExponential(precision)
    .replace(/e([+-])(\d)$/, (_all, sign, digit) => `e${sign}0${digit}`);
}

const VERBS: Record<
  string,
  ((value: unknown, precision: number) => string) | undefined
> = {
  s: valueToText,
  d: value =>
    toInteger(value)?.toString() ??
    special(toNumber('d', value)) ??
    refuse('d', value),
  f: (value, precision) => {
    const number = toNumber('f', value);
    return special(number) ?? number.toFixed(precision);
  },
  e: (value, precision) => {
    const number = toNumber('e', value);
    return special(number) ?? exponential(number, precision);
  },
  b: value => inBase(2, 'b', value),
  o: value => inBase(8, 'o', value),
  x: value => inBase(16, 'x', value),
  X: value => inBase(16, 'X', value).toUpperCase(),
};

/**
 * A text with values put in: `"%d of %s".format([3, "web"])`.
 *
 * @throws EvaluationError if verbs and values do not fit
 */
export function format(template: string, values: unknown[]): string {
  let next = 0;
  return template.replace(
    CLAUSE,
    (clause: string, precision?: string, verb?: string) => {
      if (clause === '%%') {
        return '%';
      }
      const show = verb && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
      if (!show) {
        throw invalid('invalid_format', `format(): unknown verb '${clause}'`);
      }
      if (next >= values.length) {
        throw invalid('invalid_format', 'format(): more verbs than values');
      }
      next += 1;
      return show(values[next - 1], Number(precision ?? DEFAULT_PRECISION));
    },
  );
}

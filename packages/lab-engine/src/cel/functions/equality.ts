import { Optional } from '@marcbachmann/cel-js';
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';

/** Types of the Kubernetes functions, which know themselves what equals them. */
interface Equatable {
  equals(other: unknown): boolean;
}

function isEquatable(value: object): value is Equatable {
  return 'equals' in value && typeof value.equals === 'function';
}

function entriesOf(value: object): Map<unknown, unknown> | undefined {
  if (value instanceof Map) {
    return value;
  }
  return Object.getPrototypeOf(value) === Object.prototype
    ? new Map(Object.entries(value))
    : undefined;
}

function equalLists(a: unknown[], b: unknown[]): boolean {
  return (
    a.length === b.length &&
    a.every((element, index) => equals(element, b[index]))
  );
}

function equalMaps(a: Map<unknown, unknown>, b: Map<unknown, unknown>) {
  return (
    a.size === b.size &&
    [...a].every(([key, value]) => b.has(key) && equals(value, b.get(key)))
  );
}

/** Numbers of all types are one line; their JavaScript values compare exactly. */
function toComparable(value: unknown): unknown {
  return value instanceof UnsignedInt || value instanceof Date
    ? value.valueOf()
    : value;
}

/** `==` of CEL, for functions over lists. Values of different types differ. */
export function equals(left: unknown, right: unknown): boolean {
  const [a, b] = [toComparable(left), toComparable(right)];
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    const numbers = ['bigint', 'number'];
    return (
      // Loosely, because 1 and 1.0 are equal in CEL.
      // eslint-disable-next-line eqeqeq
      numbers.includes(typeof a) && numbers.includes(typeof b) && a == b
    );
  }
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) {
    return a === b;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && equalLists(a, b);
  }
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    return (
      a instanceof Uint8Array &&
      b instanceof Uint8Array &&
      Buffer.compare(a, b) === 0
    );
  }
  if (a instanceof Duration && b instanceof Duration) {
    return a.seconds === b.seconds && a.nanos === b.nanos;
  }
  if (a instanceof Optional && b instanceof Optional) {
    return a.hasValue() && b.hasValue()
      ? equals(a.value(), b.value())
      : a.hasValue() === b.hasValue();
  }
  if (isEquatable(a)) {
    return a.constructor === b.constructor && a.equals(b);
  }
  const [maps, others] = [entriesOf(a), entriesOf(b)];
  return maps && others ? equalMaps(maps, others) : a === b;
}

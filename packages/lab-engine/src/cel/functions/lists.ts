import type { Environment } from '@marcbachmann/cel-js';
import { Duration } from '@marcbachmann/cel-js/evaluator';
import { define, defineNamespace, int64, invalid } from './define';
import { equals } from './equality';

type Ordered = bigint | number | string | Date | Duration;

function typeOf(value: unknown): string {
  if (value instanceof Date) {
    return 'timestamp';
  }
  return value instanceof Duration ? 'duration' : typeof value;
}

/** Elements of one of the types that have an order; CEL has none across types. */
function ordered(list: unknown[]): Ordered[] {
  const type = list.length ? typeOf(list[0]) : 'string';
  if (
    !['bigint', 'number', 'string', 'timestamp', 'duration'].includes(type) ||
    list.some(element => typeOf(element) !== type)
  ) {
    throw invalid(
      'invalid_list_element_type',
      'expected a list of only integers, doubles, strings, times or durations',
    );
  }
  return list as Ordered[];
}

function extreme(list: unknown[], beats: (a: Ordered, b: Ordered) => boolean) {
  if (list.length === 0) {
    throw invalid('index_out_of_bounds', 'the list is empty');
  }
  return ordered(list).reduce((best, element) =>
    beats(element, best) ? element : best,
  );
}

const ADDITIONS: Record<string, ((a: any, b: any) => Ordered) | undefined> = {
  bigint: (a: bigint, b: bigint) => int64(a + b),
  number: (a: number, b: number) => a + b,
  duration: (a: Duration, b: Duration) => a.addDuration(b),
};

function sum(list: unknown[]): Ordered {
  if (list.length === 0) {
    return 0n;
  }
  const type = typeOf(list[0]);
  const add = ADDITIONS[type];
  if (!add) {
    throw invalid('invalid_list_element_type', `sum() of ${type}s`);
  }
  return ordered(list).reduce((total, element) => add(total, element));
}

function isSorted(list: unknown[]): boolean {
  return ordered(list).every(
    (element, index, all) => index === 0 || all[index - 1] <= element,
  );
}

function includes(list: unknown[], value: unknown): boolean {
  return list.some(element => equals(element, value));
}

function containsAll(list: unknown[], sublist: unknown[]): boolean {
  return sublist.every(element => includes(list, element));
}

/** What Kubernetes adds to lists, and sets as lists in which order and number do not count. */
export function registerLists(environment: Environment) {
  define(environment, {
    'list.sum(): dyn': sum,
    'list.min(): dyn': (list: unknown[]) => extreme(list, (a, b) => a < b),
    'list.max(): dyn': (list: unknown[]) => extreme(list, (a, b) => a > b),
    'list.isSorted(): bool': isSorted,
    'list.indexOf(dyn): int': (list: unknown[], value: unknown) =>
      BigInt(list.findIndex(element => equals(element, value))),
    'list.lastIndexOf(dyn): int': (list: unknown[], value: unknown) =>
      BigInt(list.findLastIndex(element => equals(element, value))),
  });
  defineNamespace(environment, 'sets', {
    'contains(list, list): bool': containsAll,
    'equivalent(list, list): bool': (a: unknown[], b: unknown[]) =>
      containsAll(a, b) && containsAll(b, a),
    'intersects(list, list): bool': (a: unknown[], b: unknown[]) =>
      a.some(element => includes(b, element)),
  });
}

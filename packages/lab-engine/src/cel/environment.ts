import { Environment, EvaluationError } from '@marcbachmann/cel-js';
import { DEPTH_LIMIT, LITERAL_LIMIT, NODE_LIMIT } from './limits';
import { Quantity } from './quantity';
import { find, findAll, matches } from './regex';

/**
 * `matches` on RE2. The built-in one runs on the backtracking RegExp and cannot
 * be replaced, so compiled expressions call this name instead. It is none that
 * an author could write.
 */
export const RE2_MATCHES = 'matches@re2';

function invalid(code: string, message: string): EvaluationError {
  return new EvaluationError({ code, message });
}

function parseQuantity(text: string): Quantity {
  const quantity = Quantity.parse(text);
  if (!quantity) {
    throw invalid(
      'quantity_conversion_error',
      `quantity() cannot read '${text}'`,
    );
  }
  return quantity;
}

function asInteger(quantity: Quantity): bigint {
  const value = quantity.asInteger();
  if (value === undefined) {
    throw invalid(
      'quantity_conversion_error',
      `asInteger() cannot convert ${quantity}`,
    );
  }
  return value;
}

type Comparable = bigint | number | string;

/** Elements of one of the types that have an order; CEL has none across types. */
function comparable(list: unknown[]): Comparable[] {
  const type = typeof list[0];
  if (
    !['bigint', 'number', 'string', 'undefined'].includes(type) ||
    list.some(element => typeof element !== type)
  ) {
    throw invalid(
      'invalid_list_element_type',
      'expected a list of only integers, only doubles or only strings',
    );
  }
  return list as Comparable[];
}

function extreme(
  list: unknown[],
  beats: (a: Comparable, b: Comparable) => boolean,
) {
  if (list.length === 0) {
    throw invalid('index_out_of_bounds', 'the list is empty');
  }
  return comparable(list).reduce((best, element) =>
    beats(element, best) ? element : best,
  );
}

function sum(list: unknown[]): bigint | number {
  const numbers = comparable(list);
  if (typeof numbers[0] === 'string') {
    throw invalid('invalid_list_element_type', 'sum() of strings');
  }
  return typeof numbers[0] === 'number'
    ? (numbers as number[]).reduce((total, number) => total + number, 0)
    : (numbers as bigint[]).reduce((total, number) => total + number, 0n);
}

function isSorted(list: unknown[]): boolean {
  return comparable(list).every(
    (element, index, all) => index === 0 || all[index - 1] <= element,
  );
}

/** Functions that Kubernetes adds to CEL, with the semantics documented there. */
const kubernetesEnvironment = new Environment({
  enableOptionalTypes: true,
  // Objects are dynamic anyway; mixed literals are then no surprise.
  homogeneousAggregateLiterals: false,
  limits: {
    maxAstNodes: NODE_LIMIT,
    maxDepth: DEPTH_LIMIT,
    maxListElements: LITERAL_LIMIT,
    maxMapEntries: LITERAL_LIMIT,
  },
})
  .registerType('Quantity', { ctor: Quantity, fields: {} })
  .registerFunction('quantity(string): Quantity', parseQuantity)
  .registerFunction(
    'isQuantity(string): bool',
    (text: string) => Quantity.parse(text) !== undefined,
  )
  .registerOperator('Quantity == Quantity', (a: Quantity, b: Quantity) =>
    a.equals(b),
  )
  .registerFunction('Quantity.compareTo(Quantity): int', (a, b) =>
    a.compareTo(b),
  )
  .registerFunction(
    'Quantity.isLessThan(Quantity): bool',
    (a, b) => a.compareTo(b) < 0n,
  )
  .registerFunction(
    'Quantity.isGreaterThan(Quantity): bool',
    (a, b) => a.compareTo(b) > 0n,
  )
  .registerFunction('Quantity.add(Quantity): Quantity', (a, b) => a.add(b))
  .registerFunction('Quantity.add(int): Quantity', (a, b) =>
    a.add(parseQuantity(String(b))),
  )
  .registerFunction('Quantity.sub(Quantity): Quantity', (a, b) => a.sub(b))
  .registerFunction('Quantity.sub(int): Quantity', (a, b) =>
    a.sub(parseQuantity(String(b))),
  )
  .registerFunction('Quantity.asInteger(): int', asInteger)
  .registerFunction({
    name: RE2_MATCHES,
    receiverType: 'string',
    params: [{ name: 'pattern', type: 'string' }],
    returnType: 'bool',
    handler: matches,
  })
  .registerFunction('string.find(string): string', find)
  .registerFunction('string.findAll(string): list<string>', (text, pattern) =>
    findAll(text, pattern),
  )
  .registerFunction(
    'string.findAll(string, int): list<string>',
    (text, pattern, limit) => findAll(text, pattern, Number(limit)),
  )
  .registerFunction('list.sum(): dyn', sum)
  .registerFunction('list.min(): dyn', list => extreme(list, (a, b) => a < b))
  .registerFunction('list.max(): dyn', list => extreme(list, (a, b) => a > b))
  .registerFunction('list.isSorted(): bool', isSorted)
  .registerFunction('list.indexOf(dyn): int', (list: unknown[], element) =>
    BigInt(list.indexOf(element)),
  );

/**
 * The environment in which expressions know exactly these names, each of a type
 * that is only known when it is evaluated.
 *
 * @throws Error if a name belongs to CEL itself
 */
export function createEnvironment(names: readonly string[]): Environment {
  const environment = kubernetesEnvironment.clone();
  for (const name of names) {
    if (environment.hasVariable(name)) {
      throw new Error(`The name '${name}' belongs to CEL; choose another one`);
    }
    environment.registerVariable(name, 'dyn');
  }
  return environment;
}

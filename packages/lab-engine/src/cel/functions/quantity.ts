import type { Environment } from '@marcbachmann/cel-js';
import { Quantity } from '../quantity';
import { converted, define, invalid } from './define';

function parse(text: string): Quantity {
  return converted(Quantity.parse(text), 'quantity', text);
}

function whole(value: bigint): Quantity {
  return parse(String(value));
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

/** Amounts of resources such as `250m` and `1.5Gi`. */
export function registerQuantity(environment: Environment) {
  environment
    .registerType('Quantity', { ctor: Quantity, fields: {} })
    .registerOperator('Quantity == Quantity', (a: Quantity, b: Quantity) =>
      a.equals(b),
    );
  define(environment, {
    'quantity(string): Quantity': parse,
    'isQuantity(string): bool': (text: string) =>
      Quantity.parse(text) !== undefined,
    'Quantity.compareTo(Quantity): int': (a: Quantity, b: Quantity) =>
      a.compareTo(b),
    'Quantity.isLessThan(Quantity): bool': (a: Quantity, b: Quantity) =>
      a.compareTo(b) < 0n,
    'Quantity.isGreaterThan(Quantity): bool': (a: Quantity, b: Quantity) =>
      a.compareTo(b) > 0n,
    'Quantity.add(Quantity): Quantity': (a: Quantity, b: Quantity) => a.add(b),
    'Quantity.add(int): Quantity': (a: Quantity, b: bigint) => a.add(whole(b)),
    'Quantity.sub(Quantity): Quantity': (a: Quantity, b: Quantity) => a.sub(b),
    'Quantity.sub(int): Quantity': (a: Quantity, b: bigint) => a.sub(whole(b)),
    'Quantity.sign(): int': (quantity: Quantity) =>
      quantity.compareTo(whole(0n)),
    'Quantity.isInteger(): bool': (quantity: Quantity) =>
      quantity.asInteger() !== undefined,
    'Quantity.asInteger(): int': asInteger,
    'Quantity.asApproximateFloat(): double': (quantity: Quantity) =>
      quantity.asApproximateFloat(),
  });
}

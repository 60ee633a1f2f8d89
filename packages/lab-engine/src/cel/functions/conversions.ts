import type { Environment } from '@marcbachmann/cel-js';
import type { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { define, defineInstead, int64, invalid } from './define';
import { valueToText } from './printf';

const INTEGER = /^[+-]?\d{1,20}$/;

function fromText(text: string): bigint {
  if (!INTEGER.test(text)) {
    throw invalid('int_conversion_error', `int() cannot convert '${text}'`);
  }
  return int64(BigInt(text));
}

function fromDouble(value: number): bigint {
  // The next doubles beside both ends are no integers of 64 bits any more.
  if (!(Math.abs(value) < 2 ** 63)) {
    throw invalid('numeric_overflow', `int() cannot convert ${value}`);
  }
  return BigInt(Math.trunc(value));
}

/** Conversions that the engine lacks or does in another way. */
export function registerConversions(environment: Environment) {
  const timestamp = 'google.protobuf.Timestamp';
  const duration = 'google.protobuf.Duration';
  const toInteger = {
    int: (value: bigint) => value,
    uint: (value: UnsignedInt) => int64(value.valueOf()),
    double: fromDouble,
    string: fromText,
    [timestamp]: (time: Date) => BigInt(Math.floor(time.getTime() / 1000)),
  };
  // The built-in one makes integers of more than 64 bits.
  defineInstead(
    environment,
    'int',
    Object.entries(toInteger).map(([type, handler]) => ({
      params: [type],
      returns: 'int',
      handler,
    })),
  );
  // The built-in one gives durations as a whole in milliseconds.
  const millisecondsOf = (time: Date) => BigInt(time.getUTCMilliseconds());
  defineInstead(environment, 'getMilliseconds', [
    {
      receiver: duration,
      params: [],
      returns: 'int',
      handler: ({ nanos }: Duration) => BigInt(Math.trunc(nanos / 1_000_000)),
    },
    {
      receiver: timestamp,
      params: [],
      returns: 'int',
      handler: millisecondsOf,
    },
    {
      receiver: timestamp,
      params: ['string'],
      returns: 'int',
      handler: millisecondsOf,
    },
  ]);
  define(environment, {
    [`string(${timestamp}): string`]: valueToText,
    [`string(${duration}): string`]: valueToText,
    [`timestamp(${timestamp}): ${timestamp}`]: (time: Date) => time,
    [`duration(${duration}): ${duration}`]: (time: Duration) => time,
  });
}

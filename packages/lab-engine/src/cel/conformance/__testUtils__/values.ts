import type { Value } from '@bufbuild/cel-spec/cel/expr/value_pb.js';
import { createRegistry } from '@bufbuild/protobuf';
import {
  anyUnpack,
  type Duration as DurationMessage,
  DurationSchema,
  type Timestamp,
  timestampDate,
  TimestampSchema,
} from '@bufbuild/protobuf/wkt';
import { Optional } from '@marcbachmann/cel-js';
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';

const registry = createRegistry(DurationSchema, TimestampSchema);

/** A name of a type, as `type(...)` gives it. */
class TypeName {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** A value of the suite as the engine has it. */
export function toEngineValue({ kind }: Value): unknown {
  switch (kind.case) {
    case 'nullValue':
      return null;
    case 'uint64Value':
      return new UnsignedInt(kind.value);
    case 'listValue':
      return kind.value.values.map(toEngineValue);
    case 'mapValue':
      return new Map(
        kind.value.entries.map(({ key, value }) => [
          toEngineValue(key!),
          toEngineValue(value!),
        ]),
      );
    case 'typeValue':
      return new TypeName(kind.value);
    case 'enumValue':
      return BigInt(kind.value.value);
    case 'objectValue': {
      const message = anyUnpack(kind.value, registry);
      switch (message?.$typeName) {
        case TimestampSchema.typeName:
          return timestampDate(message as Timestamp);
        case DurationSchema.typeName: {
          const { seconds, nanos } = message as DurationMessage;
          return new Duration(seconds, nanos);
        }
        default:
          throw new Error(`a message of type ${kind.value.typeUrl}`);
      }
    }
    default:
      return kind.value;
  }
}

/** A value with its type in one line; equal values have equal lines, whatever holds them. */
export function describeValue(value: unknown): string {
  if (value instanceof UnsignedInt) {
    return `${value}u`;
  }
  if (value instanceof Uint8Array) {
    return `bytes ${Buffer.from(value).toString('hex')}`;
  }
  if (value instanceof Date) {
    return `timestamp ${value.toISOString()}`;
  }
  if (value instanceof Duration) {
    return `duration ${value.seconds} s ${value.nanos} ns`;
  }
  if (value instanceof Optional) {
    return value.hasValue()
      ? `optional ${describeValue(value.value())}`
      : 'optional none';
  }
  if (Array.isArray(value)) {
    return `[${value.map(describeValue).join(', ')}]`;
  }
  switch (typeof value) {
    case 'number':
      return `double ${Object.is(value, -0) ? '-0' : value}`;
    case 'string':
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : describeObject(value);
    default:
      return String(value);
  }
}

function describeObject(value: object): string {
  if (
    value instanceof Map ||
    Object.getPrototypeOf(value) === Object.prototype
  ) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    const lines = entries.map(([key, item]) =>
      [key, item].map(describeValue).join(': '),
    );
    return `{${lines.sort().join(', ')}}`;
  }
  return 'name' in value ? `type ${value.name}` : String(value);
}

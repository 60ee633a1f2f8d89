import { type Environment, Optional } from '@marcbachmann/cel-js';
import { define, invalid } from './define';
import { equals } from './equality';
import {
  knownType,
  type Macro,
  type MacroCall,
  type Scope,
  variableName,
} from './macro';

/**
 * `receiver.optMap(name, expression)`: the expression with the value as `name`,
 * or nothing where there is no value.
 */
function optionalMacro(name: string, options: { flat: boolean }) {
  return ({ receiver, args: [variable, expression] }: MacroCall): Macro => {
    const variableOf = variableName(name, variable);
    let scope: Scope;
    return {
      async: false,
      typeCheck(checker, _macro, context) {
        const type = checker.check(receiver, context);
        if (type.kind !== 'optional' && type.kind !== 'dyn') {
          throw checker.createError(
            'optional_expected',
            `${name}() needs an optional value, got '${type.name}'`,
            receiver,
          );
        }
        scope = context.forkWithVariable(
          variableOf,
          knownType(checker, type.valueType),
        ) as Scope;
        const result = checker.check(expression, scope);
        if (!options.flat) {
          return checker.registry.getOptionalType(result);
        }
        if (result.kind !== 'optional' && result.kind !== 'dyn') {
          throw checker.createError(
            'optional_expected',
            `${name}() must give an optional value, got '${result.name}'`,
            expression,
          );
        }
        return result.kind === 'dyn' ? checker.getType('optional') : result;
      },
      evaluate(evaluator, _macro, context) {
        const optional = evaluator.run(receiver, context);
        if (!(optional instanceof Optional)) {
          throw invalid('optional_expected', `${name}() of no optional value`);
        }
        if (!optional.hasValue()) {
          return optional;
        }
        const inner = scope
          .reuse(context)
          .setIterValue(optional.value(), evaluator);
        const result = evaluator.run(expression, inner);
        return options.flat ? result : Optional.of(result);
      },
    };
  };
}

function isZero(value: unknown): boolean {
  if (value instanceof Map) {
    return value.size === 0;
  }
  if (value instanceof Uint8Array || Array.isArray(value)) {
    return value.length === 0;
  }
  if (typeof value === 'object' && value !== null) {
    return (
      Object.getPrototypeOf(value) === Object.prototype &&
      Object.keys(value).length === 0
    );
  }
  return !value;
}

/** What the engine's optional values lack. */
export function registerOptionals(environment: Environment) {
  environment
    .registerOperator('optional<A> == optional<A>', equals)
    .registerFunction(
      'optional.optMap(ast, ast): optional<dyn>',
      optionalMacro('optMap', { flat: false }),
    )
    .registerFunction(
      'optional.optFlatMap(ast, ast): optional<dyn>',
      optionalMacro('optFlatMap', { flat: true }),
    );
  define(environment, {
    'OptionalNamespace.ofNonZeroValue(A): optional<A>': (
      _namespace: unknown,
      value: unknown,
    ) => (isZero(value) ? Optional.none() : Optional.of(value)),
  });
}

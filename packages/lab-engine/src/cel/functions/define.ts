import {
  type Environment,
  EvaluationError,
  type RegisteredFunctionHandler,
} from '@marcbachmann/cel-js';

/** Functions by signature, e.g. `string.find(string): string`. */
export type FunctionTable = Record<string, RegisteredFunctionHandler>;

/** Adds functions that answer at once: the engine awaits nothing for them. */
export function define(environment: Environment, functions: FunctionTable) {
  for (const [signature, handler] of Object.entries(functions)) {
    environment.registerFunction(signature, handler, { async: false });
  }
}

/** A name such as `sets` in `sets.contains(...)`, which stands for nothing else. */
export function defineNamespace(
  environment: Environment,
  name: string,
  functions: FunctionTable,
) {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Namespace`;
  const Namespace = class {};
  environment.registerType(type, Namespace);
  environment.registerConstant(name, type, new Namespace());
  define(
    environment,
    Object.fromEntries(
      Object.entries(functions).map(([signature, handler]) => [
        `${type}.${signature}`,
        (_namespace: unknown, ...args: unknown[]) => handler(...args),
      ]),
    ),
  );
}

/**
 * The engine refuses other implementations of its built-in functions. Those of
 * Kubernetes therefore have a name that no author could write, and compiled
 * expressions are changed to call it.
 */
const REPLACED_SUFFIX = '@kubernetes';

/** Built-in functions and methods that {@link defineInstead} has replaced. */
const replaced = { functions: new Set<string>(), methods: new Set<string>() };

/** What to call where an expression says this name. */
export function replacementOf(
  kind: keyof typeof replaced,
  name: string,
): string {
  return replaced[kind].has(name) ? `${name}${REPLACED_SUFFIX}` : name;
}

/** A text of the engine with the names that authors know. */
export function withoutReplacements(text: string): string {
  return text.replaceAll(REPLACED_SUFFIX, '');
}

/** Replaces all overloads of a built-in function, or of a method of these types. */
export function defineInstead(
  environment: Environment,
  name: string,
  overloads: {
    receiver?: string;
    params: string[];
    returns: string;
    handler: RegisteredFunctionHandler;
  }[],
) {
  for (const { receiver, params, returns, handler } of overloads) {
    replaced[receiver ? 'methods' : 'functions'].add(name);
    environment.registerFunction({
      name: `${name}${REPLACED_SUFFIX}`,
      receiverType: receiver,
      params: params.map((type, index) => ({ name: `arg${index}`, type })),
      returnType: returns,
      handler,
      async: false,
    });
  }
}

/**
 * What a function throws that its arguments do not fit. Codes that end in
 * `_conversion_error` and `index_out_of_bounds` speak of the data, see
 * evaluateJob.ts; all others of the expression.
 */
export function invalid(code: string, message: string): EvaluationError {
  return new EvaluationError({ code, message });
}

/** A value, unless there is none because the text could not be read as that type. */
export function converted<T>(
  value: T | undefined,
  name: string,
  text: string,
): T {
  if (value === undefined) {
    throw invalid(
      `${name}_conversion_error`,
      `${name}() cannot read '${text}'`,
    );
  }
  return value;
}

const INT64_LIMIT = 2n ** 63n;

/** @throws EvaluationError if the value is no integer of CEL, which has 64 bits */
export function int64(value: bigint): bigint {
  if (value >= INT64_LIMIT || value < -INT64_LIMIT) {
    throw invalid('numeric_overflow', 'integer overflow');
  }
  return value;
}

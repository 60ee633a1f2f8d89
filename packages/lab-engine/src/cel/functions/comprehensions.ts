import {
  type ASTNode,
  type Environment,
  EvaluationError,
  type TypeDeclaration,
} from '@marcbachmann/cel-js';
import { invalid } from './define';
import {
  type Checker,
  knownType,
  type Macro,
  type MacroCall,
  type Scope,
  variableName,
} from './macro';

/** One after the other: index and element, or key and value. */
type Entry = [key: unknown, value: unknown];

/** What becomes of the last argument, asked for each entry in order. */
interface Comprehension {
  /** The last argument is a statement. */
  isStatement?: boolean;
  typeOf(
    types: { key: TypeDeclaration; result: TypeDeclaration },
    checker: Checker,
  ): TypeDeclaration;
  collect(entries: Entry[], resultOf: (entry: Entry) => unknown): unknown;
}

function entriesOf(range: unknown): Entry[] {
  if (Array.isArray(range)) {
    return range.map((value, index) => [BigInt(index), value]);
  }
  if (range instanceof Map) {
    return [...range];
  }
  if (
    typeof range === 'object' &&
    range !== null &&
    Object.getPrototypeOf(range) === Object.prototype
  ) {
    return Object.entries(range);
  }
  throw invalid(
    'invalid_comprehension_range',
    'a comprehension needs a list or a map',
  );
}

/** An error counts only if no other entry decides. */
function decide(
  entries: Entry[],
  resultOf: (entry: Entry) => unknown,
  decisive: boolean,
): boolean {
  let failure: EvaluationError | undefined;
  for (const entry of entries) {
    try {
      if (resultOf(entry) === decisive) {
        return decisive;
      }
    } catch (error) {
      if (!(error instanceof EvaluationError)) {
        throw error;
      }
      failure ??= error;
    }
  }
  if (failure) {
    throw failure;
  }
  return !decisive;
}

function collectMap(entries: Entry[]): Map<unknown, unknown> {
  const map = new Map<unknown, unknown>();
  for (const [key, value] of entries) {
    if (map.has(key)) {
      throw invalid('duplicate_key', `the key ${key} occurs twice`);
    }
    map.set(key, value);
  }
  return map;
}

const COMPREHENSIONS: Record<string, Comprehension> = {
  all: {
    isStatement: true,
    typeOf: (_types, checker) => checker.getType('bool'),
    collect: (entries, resultOf) => decide(entries, resultOf, false),
  },
  exists: {
    isStatement: true,
    typeOf: (_types, checker) => checker.getType('bool'),
    collect: (entries, resultOf) => decide(entries, resultOf, true),
  },
  existsOne: {
    isStatement: true,
    typeOf: (_types, checker) => checker.getType('bool'),
    collect: (entries, resultOf) =>
      entries.filter(entry => resultOf(entry) === true).length === 1,
  },
  transformList: {
    typeOf: ({ result }, checker) => checker.registry.getListType(result),
    collect: (entries, resultOf) => entries.map(resultOf),
  },
  transformMap: {
    typeOf: ({ key, result }, checker) =>
      checker.registry.getMapType(key, result),
    collect: (entries, resultOf) =>
      collectMap(entries.map(entry => [entry[0], resultOf(entry)])),
  },
  transformMapEntry: {
    typeOf: ({ result }) => result,
    collect: (entries, resultOf) =>
      collectMap(entries.flatMap(entry => entriesOf(resultOf(entry)))),
  },
};

function comprehensionMacro(name: string) {
  const { isStatement, typeOf, collect } = COMPREHENSIONS[name];
  return ({ receiver, args }: MacroCall): Macro => {
    const [key, value] = args.slice(0, 2).map(arg => variableName(name, arg));
    const result = args[args.length - 1];
    const filter = args.length > 3 ? args[2] : undefined;
    let outer: Scope;
    let inner: Scope;

    const checkStatement = (checker: Checker, node: ASTNode) => {
      const type = checker.check(node, inner);
      if (type.name !== 'bool' && type.kind !== 'dyn') {
        throw checker.createError(
          'invalid_predicate',
          `${name}() needs a statement that is true or false, got '${type.name}'`,
          node,
        );
      }
      return type;
    };

    return {
      async: false,
      typeCheck(checker, _macro, context) {
        const range = checker.check(receiver, context);
        if (!['list', 'map', 'dyn'].includes(range.kind)) {
          throw checker.createError(
            'invalid_comprehension_range',
            `${name}() needs a list or a map, got '${range.name}'`,
            receiver,
          );
        }
        const keyType =
          range.kind === 'list'
            ? checker.getType('int')
            : knownType(checker, range.keyType);
        outer = context.forkWithVariable(key, keyType) as Scope;
        inner = outer.forkWithVariable(
          value,
          knownType(checker, range.valueType),
        ) as Scope;
        if (filter) {
          checkStatement(checker, filter);
        }
        const type = isStatement
          ? checkStatement(checker, result)
          : checker.check(result, inner);
        return typeOf({ key: keyType, result: type }, checker);
      },
      evaluate(evaluator, _macro, context) {
        const run = (node: ASTNode, [k, v]: Entry) =>
          evaluator.run(
            node,
            inner
              .reuse(outer.reuse(context).setIterValue(k, evaluator))
              .setIterValue(v, evaluator),
          );
        const test = (node: ASTNode, entry: Entry) => {
          const holds = run(node, entry);
          if (typeof holds !== 'boolean') {
            throw invalid(
              'invalid_predicate',
              `${name}() needs a statement that is true or false`,
            );
          }
          return holds;
        };
        const entries = entriesOf(evaluator.run(receiver, context));
        return collect(
          filter ? entries.filter(entry => test(filter, entry)) : entries,
          entry => (isStatement ? test(result, entry) : run(result, entry)),
        );
      },
    };
  };
}

/** Macros with a variable for the index or key, and one for the element or value. */
export function registerComprehensions(environment: Environment) {
  for (const [name, { isStatement }] of Object.entries(COMPREHENSIONS)) {
    const macro = comprehensionMacro(name);
    environment.registerFunction(`list.${name}(ast, ast, ast): dyn`, macro);
    if (!isStatement) {
      environment.registerFunction(
        `list.${name}(ast, ast, ast, ast): dyn`,
        macro,
      );
    }
  }
}

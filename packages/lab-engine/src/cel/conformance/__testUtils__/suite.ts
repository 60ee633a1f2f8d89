import type { SimpleTest } from '@bufbuild/cel-spec/cel/expr/conformance/test/simple_pb.js';
import {
  getConformanceSuite,
  type IncrementalTestSuite,
} from '@bufbuild/cel-spec/testdata/tests.js';
import { EvaluationError } from '@marcbachmann/cel-js';
import { CelExpressionError, compileExpression } from '../../program';
import { describeValue, toEngineValue } from './values';

/** One statement of the language's suite about one expression. */
export interface ConformanceTest {
  /** `file/section/name`, unique. */
  id: string;
  test: SimpleTest;
}

/** The language's published suite, except what only asks for the deduced type. */
export function conformanceTests(): ConformanceTest[] {
  const seen = new Map<string, number>();
  const unique = (id: string) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count > 1 ? `${id}#${count}` : id;
  };
  const flatten = (
    { suites, tests }: IncrementalTestSuite,
    path: string,
  ): ConformanceTest[] => [
    ...tests
      .filter(({ original }) => !original.checkOnly)
      .map(({ name, original }) => ({
        id: unique(`${path}${name}`),
        test: original,
      })),
    ...suites.flatMap(suite => flatten(suite, `${path}${suite.name}/`)),
  ];
  return flatten(getConformanceSuite(), '');
}

/** What the engine answers; `error` for what it refuses or cannot evaluate. */
function answer({ expr, bindings, typeEnv }: SimpleTest): string {
  const names = new Set([
    ...Object.keys(bindings),
    ...typeEnv
      .filter(({ declKind }) => declKind.case === 'ident')
      .map(({ name }) => name),
  ]);
  const variables = Object.fromEntries(
    Object.entries(bindings).map(([name, { kind }]) => {
      if (kind.case !== 'value') {
        throw new Error('a variable without a value');
      }
      return [name, toEngineValue(kind.value)];
    }),
  );
  try {
    const program = compileExpression(expr, { names: [...names] });
    return describeValue(program.evaluate(variables));
  } catch (error) {
    if (
      error instanceof CelExpressionError ||
      error instanceof EvaluationError
    ) {
      return `error: ${error.message.split('\n')[0]}`;
    }
    throw error;
  }
}

function wanted({ resultMatcher }: SimpleTest): string {
  switch (resultMatcher.case) {
    case undefined:
      return 'true';
    case 'value':
      return describeValue(toEngineValue(resultMatcher.value));
    case 'typedResult':
      return describeValue(toEngineValue(resultMatcher.value.result!));
    case 'evalError':
      return 'error';
    default:
      throw new Error(`a result of kind ${resultMatcher.case}`);
  }
}

/** How the engine deviates from the language, or undefined where it does not. */
export function deviation({ test }: ConformanceTest): string | undefined {
  try {
    const [is, should] = [answer(test), wanted(test)];
    const fits = should === 'error' ? is.startsWith('error:') : is === should;
    return fits ? undefined : `${test.expr}: ${is} instead of ${should}`;
  } catch (error) {
    return `${test.expr}: ${error}`;
  }
}

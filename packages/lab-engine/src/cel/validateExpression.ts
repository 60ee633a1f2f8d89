import { CelExpressionError, compileExpression } from './program';

/** Result of {@link validateExpression}; line and column are 1-based. @public */
export type ExpressionValidation =
  | { ok: true }
  | { ok: false; message: string; line: number; column: number };

/**
 * Whether an expression of reviewed content may be evaluated: syntax, bounds,
 * names, functions and types, without evaluating it.
 *
 * @param names - names that the check binds
 * @param options - `result: 'bool'` for what must be true or false, as
 * assertions are; anything may be observed. `texts`: names of texts
 *
 * @public
 */
export function validateExpression(
  source: string,
  names: readonly string[],
  options: { result?: 'bool' | 'any'; texts?: readonly string[] } = {},
): ExpressionValidation {
  try {
    const { resultType } = compileExpression(source, {
      names,
      texts: options.texts,
    });
    if (options.result === 'bool' && !['bool', 'dyn'].includes(resultType)) {
      throw new CelExpressionError(
        `Expected true or false, but this gives ${resultType}`,
        source,
        0,
      );
    }
    return { ok: true };
  } catch (error) {
    if (error instanceof CelExpressionError) {
      const { message, line, column } = error;
      return { ok: false, message, line, column };
    }
    throw error;
  }
}

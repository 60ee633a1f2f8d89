import { compileExpression } from '../program';

/** The value of an expression without variables, evaluated right here. */
export function evaluateText(source: string): unknown {
  return compileExpression(source, { names: [] }).evaluate({});
}

import {
  type ASTNode,
  type OverlayContext,
  ParseError,
  type RootContext,
  type TypeDeclaration,
} from '@marcbachmann/cel-js';

/*
 * The parts of the engine that a macro works with. Its own types leave them
 * open, which the exact version in package.json makes up for.
 */

/** Names and what they stand for. */
export type Context = RootContext | OverlayContext;

/** A context with one name more, whose value changes from one evaluation to the next. */
export interface Scope extends OverlayContext {
  reuse(context: Context): Scope;
  setIterValue(value: unknown, evaluator: Evaluator): this;
}

/** Finds types before anything is evaluated. */
export interface Checker {
  check(node: ASTNode, context: Context): TypeDeclaration;
  getType(name: string): TypeDeclaration;
  createError(code: string, message: string, node: ASTNode): Error;
  registry: {
    getOptionalType(value: TypeDeclaration): TypeDeclaration;
    getListType(value: TypeDeclaration): TypeDeclaration;
    getMapType(key: TypeDeclaration, value: TypeDeclaration): TypeDeclaration;
  };
}

/** Finds values. */
export interface Evaluator {
  run(node: ASTNode, context: Context): unknown;
}

/** What an expression says to a macro. */
export interface MacroCall {
  receiver: ASTNode;
  args: ASTNode[];
}

/** How the engine checks and evaluates a call of a macro. */
export interface Macro {
  async: false;
  typeCheck(
    checker: Checker,
    macro: unknown,
    context: Context,
  ): TypeDeclaration;
  evaluate(evaluator: Evaluator, macro: unknown, context: Context): unknown;
}

/** @throws ParseError if the argument is no simple name */
export function variableName(name: string, node: ASTNode): string {
  if (node.op !== 'id') {
    throw new ParseError({
      code: 'invalid_macro_argument',
      message: `${name}() needs the name of a variable here`,
      node,
    });
  }
  return node.args;
}

/** What is in an empty literal is not known, which is to say anything. */
export function knownType(
  checker: Checker,
  type: TypeDeclaration | undefined,
): TypeDeclaration {
  return type && type.kind !== 'param' ? type : checker.getType('dyn');
}

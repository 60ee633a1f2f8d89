import {
  type ASTNode,
  type Environment,
  ParseError,
  TypeError as CelTypeError,
} from '@marcbachmann/cel-js';
import { createEnvironment, RE2_MATCHES } from './environment';
import { COMPREHENSION_NESTING_LIMIT, SOURCE_LIMIT_BYTES } from './limits';
import { compilePattern } from './regex';

const COMPREHENSIONS = ['all', 'exists', 'exists_one', 'map', 'filter'];
const PATTERN_FUNCTIONS = ['matches', 'find', 'findAll'];

/** An expression that is refused, with the 1-based position inside it. */
export class CelExpressionError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, source: string, offset: number) {
    super(message);
    this.name = 'CelExpressionError';
    const before = source.slice(0, offset).split('\n');
    this.line = before.length;
    this.column = before[before.length - 1].length + 1;
  }
}

/** An expression that keeps the static bounds and whose names and types are known. */
export interface CelProgram {
  /** Type of the result as far as it is known: `bool`, `int`, `dyn` ... */
  resultType: string;
  /** @throws EvaluationError, and RangeError when it outgrows the engine */
  evaluate(variables: Record<string, unknown>): unknown;
}

function childrenOf(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

function requirePattern(node: ASTNode, source: string) {
  if (node.op !== 'value' || typeof node.args !== 'string') {
    throw new CelExpressionError(
      'The pattern must be a literal string, so that it is reviewed with the content',
      source,
      node.start,
    );
  }
  try {
    compilePattern(node.args);
  } catch (error) {
    throw new CelExpressionError(
      `Not a pattern of RE2: ${(error as Error).message}`,
      source,
      node.start,
    );
  }
}

/** Enforces the bounds that the parser has none for, and redirects `matches`. */
function prepare(node: ASTNode, source: string, nesting: number) {
  if (node.op !== 'rcall') {
    childrenOf(node).forEach(child => prepare(child, source, nesting));
    return;
  }
  const [name, receiver, args] = node.args;
  const inner =
    COMPREHENSIONS.includes(name) && args.length > 1 ? nesting + 1 : nesting;
  if (inner > COMPREHENSION_NESTING_LIMIT) {
    throw new CelExpressionError(
      `More than ${COMPREHENSION_NESTING_LIMIT} macros such as ${name}() inside one another`,
      source,
      node.pos,
    );
  }
  if (PATTERN_FUNCTIONS.includes(name) && args.length > 0) {
    requirePattern(args[0], source);
  }
  if (name === 'matches') {
    node.args[0] = RE2_MATCHES;
  }
  prepare(receiver, source, nesting);
  args.forEach(arg => prepare(arg, source, inner));
}

function toExpressionError(error: unknown, source: string): unknown {
  if (error instanceof ParseError || error instanceof CelTypeError) {
    return new CelExpressionError(
      error.summary,
      source,
      error.range?.start ?? 0,
    );
  }
  return error;
}

function environmentFor(names: readonly string[], source: string): Environment {
  try {
    return createEnvironment(names);
  } catch (error) {
    throw new CelExpressionError((error as Error).message, source, 0);
  }
}

/**
 * Compiles one expression.
 *
 * @param names - what the expression may refer to
 * @throws CelExpressionError if it is malformed, too large or refers to
 * something unknown
 */
export function compileExpression(
  source: string,
  names: readonly string[],
): CelProgram {
  if (Buffer.byteLength(source) > SOURCE_LIMIT_BYTES) {
    throw new CelExpressionError(
      `Longer than ${SOURCE_LIMIT_BYTES} bytes`,
      source,
      0,
    );
  }
  const environment = environmentFor(names, source);
  try {
    const program = environment.parse(source);
    prepare(program.ast, source, 0);
    const { valid, type, error } = program.check();
    if (!valid) {
      throw error;
    }
    return { resultType: type!, evaluate: program };
  } catch (error) {
    throw toExpressionError(error, source);
  }
}

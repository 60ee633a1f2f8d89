import {
  type ASTNode,
  type Environment,
  ParseError,
  TypeError as CelTypeError,
} from '@marcbachmann/cel-js';
import { type CelNames, createEnvironment } from './environment';
import { replacementOf, withoutReplacements } from './functions';
import { COMPREHENSION_NESTING_LIMIT, SOURCE_LIMIT_BYTES } from './limits';
import { patternProblem } from './regex';

const COMPREHENSIONS = [
  'all',
  'exists',
  'exists_one',
  'existsOne',
  'map',
  'filter',
  'transformList',
  'transformMap',
  'transformMapEntry',
];
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
  const problem = patternProblem(node.args);
  if (problem) {
    throw new CelExpressionError(problem, source, node.start);
  }
}

/** The engine leaves these out of a map literal, which would then equal another one. */
const LOST_KEYS = ['__proto__', 'constructor', 'prototype'];

function requireKeys(entries: [ASTNode, ASTNode][], source: string) {
  for (const [key] of entries) {
    if (key.op === 'value' && LOST_KEYS.includes(String(key.args))) {
      throw new CelExpressionError(
        `A map cannot be written with the key '${key.args}'`,
        source,
        key.start,
      );
    }
  }
}

/** Enforces the bounds that the parser has none for, and calls what replaces functions. */
function prepare(node: ASTNode, source: string, nesting: number) {
  if (node.op === 'map') {
    requireKeys(node.args, source);
  }
  if (node.op === 'call') {
    node.args[0] = replacementOf('functions', node.args[0]);
  }
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
  node.args[0] = replacementOf('methods', name);
  prepare(receiver, source, nesting);
  args.forEach(arg => prepare(arg, source, inner));
}

function toExpressionError(error: unknown, source: string): unknown {
  if (error instanceof CelExpressionError || error instanceof RangeError) {
    return error;
  }
  const offset =
    error instanceof ParseError || error instanceof CelTypeError
      ? error.range?.start
      : undefined;
  const { message, summary = message } = error as Error & { summary?: string };
  return new CelExpressionError(
    withoutReplacements(summary),
    source,
    offset ?? 0,
  );
}

function environmentFor(names: CelNames, source: string): Environment {
  try {
    return createEnvironment(names);
  } catch (error) {
    throw new CelExpressionError((error as Error).message, source, 0);
  }
}

/**
 * Compiles one expression.
 *
 * @throws CelExpressionError if it is malformed, too large or refers to
 * something unknown
 */
export function compileExpression(source: string, names: CelNames): CelProgram {
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

import type {
  ContentProblem,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  checksOf,
  type PlacedCheck,
  type SpecDocument,
  type SpecPath,
} from '@kubernetes-academy/content';
import {
  patternProblem,
  validateExpression,
} from '@kubernetes-academy/lab-engine';
import { positionInScalar } from './expressionPosition';

const STATEMENT = 'a CEL expression that is true or false';
const OBSERVATION = 'a CEL expression';
const PATTERN = 'a pattern of RE2';

/** One expression or pattern of a check with its place in the specification. */
interface ContentExpression {
  source: string;
  path: SpecPath;
  expected: string;
  /** Nothing, or what is wrong and at which line and column of the source. */
  problem?: { message: string; line: number; column: number };
}

/** Compiles every expression and pattern of a unit; says how many there are and what is wrong. */
export function validateExpressions(options: {
  unit: Unit;
  document: SpecDocument;
  /** Lines of the specification, for positions inside of expressions. */
  lines: string[];
}): { expressions: number; problems: ContentProblem[] } {
  const { unit, document, lines } = options;
  const expressions = checksOf(unit.spec).flatMap(placed => [
    ...assertionsOf(placed),
    ...answersOf(placed),
    ...patternsOf(placed),
  ]);
  const problems = expressions.flatMap(
    ({ source, path, expected, problem }) => {
      if (!problem) {
        return [];
      }
      const { message, line, column } = problem;
      const before = source.split('\n').slice(0, line - 1);
      const offset = [...before, ''].join('\n').length + column - 1;
      const position = positionInScalar({
        lines,
        start: document.position(path),
        value: source,
        offset,
      });
      const text = position
        ? message
        : `${message} (at character ${offset + 1} of the expression)`;
      return [{ ...document.problem(path, text, expected), ...position }];
    },
  );
  return { expressions: expressions.length, problems };
}

function expression(
  source: string,
  path: SpecPath,
  options: { names: string[]; texts?: string[]; result: 'bool' | 'any' },
): ContentExpression {
  const { names, texts, result } = options;
  const validation = validateExpression(source, names, { result, texts });
  return {
    source,
    path,
    expected: result === 'bool' ? STATEMENT : OBSERVATION,
    ...(!validation.ok && { problem: validation }),
  };
}

function namesOf({ resources, nested }: PlacedCheck['check']): string[] {
  return Object.keys({ ...resources, ...nested });
}

function assertionsOf({ check, path }: PlacedCheck): ContentExpression[] {
  const names = namesOf(check);
  return (['assert', 'never'] as const).flatMap(list =>
    (check[list] ?? []).flatMap(({ expr, observe }, index) => {
      const at = [...path, list, index];
      return [
        expression(expr, [...at, 'expr'], { names, result: 'bool' }),
        ...(observe === undefined
          ? []
          : [
              expression(observe, [...at, 'observe'], { names, result: 'any' }),
            ]),
      ];
    }),
  );
}

function answersOf({ check, path }: PlacedCheck): ContentExpression[] {
  const source = check.answer?.expr;
  return source === undefined
    ? []
    : [
        expression(source, [...path, 'answer', 'expr'], {
          names: namesOf(check),
          texts: ['answer'],
          result: 'bool',
        }),
      ];
}

function patternsOf({ check, path }: PlacedCheck): ContentExpression[] {
  const { dryRun, log, answer } = check;
  const patterns: [string | undefined, string[]][] = [
    [dryRun?.reason, ['dryRun', 'reason']],
    [log?.matches, ['log', 'matches']],
    [answer?.matches, ['answer', 'matches']],
  ];
  return patterns.flatMap(([source, field]) => {
    if (source === undefined) {
      return [];
    }
    const message = patternProblem(source);
    return [
      {
        source,
        path: [...path, ...field],
        expected: PATTERN,
        ...(message && { problem: { message, line: 1, column: 1 } }),
      },
    ];
  });
}

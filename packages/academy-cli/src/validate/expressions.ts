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
import { validateExpression } from '@kubernetes-academy/lab-engine';

/** One expression of a check with its place in the specification. */
interface ContentExpression {
  source: string;
  /** What it may refer to. */
  names: string[];
  result: 'bool' | 'any';
  path: SpecPath;
}

/** Compiles every expression of a unit; says how many there are and what is wrong. */
export function validateExpressions(options: {
  unit: Unit;
  document: SpecDocument;
  /** Lines of the specification, for positions inside of expressions. */
  lines: string[];
}): { expressions: number; problems: ContentProblem[] } {
  const { unit, document, lines } = options;
  const expressions = checksOf(unit.spec).flatMap(expressionsOf);
  const problems = expressions.flatMap(({ source, names, result, path }) => {
    const validation = validateExpression(source, names, { result });
    if (validation.ok) {
      return [];
    }
    // Written on one line, an expression has its own columns; a folded one
    // has lost its line breaks and is described from its beginning.
    const { message, column } = validation;
    const offset = (lines[document.position(path).line - 1] ?? '').indexOf(
      source,
    );
    return [
      {
        ...document.problem(
          path,
          offset < 0
            ? `${message} (at character ${column} of the expression)`
            : message,
          result === 'bool'
            ? 'a CEL expression that is true or false'
            : 'a CEL expression',
        ),
        ...(offset >= 0 && { column: offset + column }),
      },
    ];
  });
  return { expressions: expressions.length, problems };
}

function expressionsOf({ check, path }: PlacedCheck): ContentExpression[] {
  const names = Object.keys({ ...check.resources, ...check.nested });
  return (['assert', 'never'] as const).flatMap(list =>
    (check[list] ?? []).flatMap(({ expr, observe }, index) => {
      const at = [...path, list, index];
      const asserted: ContentExpression = {
        source: expr,
        names,
        result: 'bool',
        path: [...at, 'expr'],
      };
      return observe === undefined
        ? [asserted]
        : [
            asserted,
            { source: observe, names, result: 'any', path: [...at, 'observe'] },
          ];
    }),
  );
}

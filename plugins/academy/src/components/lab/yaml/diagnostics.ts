import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { Problem } from './problems';

/** Marks each problem from its column, or from the line's first character, to the end of the line. */
export function toDiagnostics(doc: Text, problems: Problem[]): Diagnostic[] {
  return problems.map(({ line: number, column, message }) => {
    const line = doc.line(Math.min(Math.max(number, 1), doc.lines));
    const indent = line.text.length - line.text.trimStart().length;
    const offset = column === undefined ? indent : column - 1;
    return {
      from: Math.min(line.from + Math.max(offset, 0), line.to),
      to: line.to,
      severity: 'error',
      message,
    };
  });
}

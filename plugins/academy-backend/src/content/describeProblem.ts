import type { ContentProblem } from '@kubernetes-academy/backstage-plugin-academy-common';

/** One line of the log: where, which field, what is wrong and what was expected. */
export function describeProblem(problem: ContentProblem): string {
  const { file, line, column, field, message, expected } = problem;
  const place = [file, line, column].filter(part => part !== undefined);
  return [
    `${place.join(':')}:`,
    ...(field ? [`${field}:`] : []),
    expected ? `${message}, expected ${expected}` : message,
  ].join(' ');
}

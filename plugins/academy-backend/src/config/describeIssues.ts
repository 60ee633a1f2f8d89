import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * One sentence for each thing that is wrong in a section of app-config, e.g.
 * `academy.readiness.paths[0].validityDays: expected a positive whole number, got "soon"`.
 */
export function describeIssues(options: {
  section: string;
  value: unknown;
  issues: readonly Issue[];
}): string[] {
  const { section, value, issues } = options;
  return issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(
        key => `${keyAt(section, [...issue.path, key])}: there is no such key`,
      );
    }
    const key = keyAt(section, issue.path);
    return `${key}: expected ${expectation(issue)}, got ${shown(
      valueAt(value, issue.path),
    )}`;
  });
}

/** Shared schemas speak zod's own words; ours already say what is expected. */
function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid')) {
    return `a ${issue.expected}`;
  }
  if (issue.code === 'too_small' && issue.message.startsWith('Too small')) {
    return 'a text that is not empty';
  }
  return issue.message;
}

function keyAt(section: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (key, part) =>
      typeof part === 'number' ? `${key}[${part}]` : `${key}.${String(part)}`,
    section,
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<any>((at, part) => at?.[part], value);
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

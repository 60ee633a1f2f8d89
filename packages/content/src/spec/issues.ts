import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Prefix of schema messages that say what belongs there. */
const EXPECTED = 'expected ';

/** Longest value that is repeated in a problem. */
const MAX_SHOWN_CHARS = 60;

/**
 * Unions report every branch. What helps the author is the branch that came
 * closest, and each unknown key where it stands.
 */
export function flattenIssues(issues: readonly Issue[]): Issue[] {
  return issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(key => ({
        ...issue,
        keys: [key],
        path: [...issue.path, key],
      }));
    }
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const closest = [...issue.errors].sort((a, b) => a.length - b.length)[0];
      return flattenIssues(
        closest.map(inner => ({
          ...inner,
          path: [...issue.path, ...inner.path],
        })),
      );
    }
    return [issue];
  });
}

/** Words for one issue; `value` is what stands in the file, if anything. */
export function describeIssue(
  issue: Issue,
  value: unknown,
): { message: string; expected?: string } {
  const expected = expectedBy(issue);
  if (issue.code === 'unrecognized_keys') {
    return { message: `unknown field "${issue.keys[0]}"`, expected };
  }
  if (value === undefined || value === null) {
    return { message: 'this field is missing', expected };
  }
  if (typeof value === 'object') {
    return { message: issue.message, expected };
  }
  const shown = String(value).slice(0, MAX_SHOWN_CHARS);
  return { message: `"${shown}" is not allowed here`, expected };
}

function expectedBy(issue: Issue): string {
  if (issue.message.startsWith(EXPECTED)) {
    return issue.message.slice(EXPECTED.length);
  }
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'invalid_value':
      return issue.values.map(String).join(' | ');
    case 'too_small':
      return `${sizeOf(issue.origin)} of at least ${issue.minimum}`;
    case 'too_big':
      return `${sizeOf(issue.origin)} of at most ${issue.maximum}`;
    case 'unrecognized_keys':
      return 'only the fields of the schema';
    case 'invalid_union':
      return 'options' in issue && issue.options
        ? issue.options.map(String).join(' | ')
        : 'one of the forms of the schema';
    default:
      return issue.message;
  }
}

function sizeOf(origin: string): string {
  if (origin === 'string') {
    return 'a length';
  }
  return origin === 'array' ? 'a list' : `a ${origin}`;
}

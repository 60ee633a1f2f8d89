import { RE2JS, RE2JSException } from 're2js';

/** Compiled patterns kept; reviewed content has a few dozen. */
const CACHE_LIMIT = 200;

const compiled = new Map<string, RE2JS>();

/**
 * Compiles a pattern of RE2, whose matching time is linear in the text.
 *
 * @throws RE2JSException if the pattern is malformed
 */
export function compilePattern(pattern: string): RE2JS {
  let regex = compiled.get(pattern);
  if (!regex) {
    regex = RE2JS.compile(pattern);
    if (compiled.size >= CACHE_LIMIT) {
      compiled.clear();
    }
    compiled.set(pattern, regex);
  }
  return regex;
}

/**
 * What is wrong with a pattern, for its author; undefined when nothing is.
 *
 * @public
 */
export function patternProblem(pattern: string): string | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof RE2JSException) {
      return `Not a pattern of RE2: ${error.message}`;
    }
    throw error;
  }
}

/**
 * Whether the pattern occurs anywhere in the text; anchor it to match all of it.
 *
 * @throws RE2JSException if the pattern is malformed
 */
export function matchesPattern(pattern: string, text: string): boolean {
  return compilePattern(pattern).test(text);
}

/** The first match, or an empty string as in Kubernetes. */
export function find(text: string, pattern: string): string {
  const matcher = compilePattern(pattern).matcher(text);
  return matcher.find() ? matcher.group() ?? '' : '';
}

/** All matches from left to right, at most `limit` of them unless negative. */
export function findAll(text: string, pattern: string, limit = -1): string[] {
  const matcher = compilePattern(pattern).matcher(text);
  const found: string[] = [];
  while (found.length !== limit && matcher.find()) {
    found.push(matcher.group() ?? '');
  }
  return found;
}

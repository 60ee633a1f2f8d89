import { RE2JS } from 're2js';

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

/** Whether the pattern occurs anywhere in the text. */
export function matches(text: string, pattern: string): boolean {
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

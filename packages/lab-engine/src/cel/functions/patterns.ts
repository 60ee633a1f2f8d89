import type { Environment } from '@marcbachmann/cel-js';
import { find, findAll, matchesPattern } from '../regex';
import { define, defineInstead } from './define';

/** Regular expressions, all of them on RE2. */
export function registerPatterns(environment: Environment) {
  // The built-in one runs on the backtracking RegExp.
  defineInstead(environment, 'matches', [
    {
      receiver: 'string',
      params: ['string'],
      returns: 'bool',
      handler: (text: string, pattern: string) => matchesPattern(pattern, text),
    },
  ]);
  define(environment, {
    'string.find(string): string': find,
    'string.findAll(string): list<string>': (text: string, pattern: string) =>
      findAll(text, pattern),
    'string.findAll(string, int): list<string>': (
      text: string,
      pattern: string,
      limit: bigint,
    ) => findAll(text, pattern, Number(limit)),
  });
}

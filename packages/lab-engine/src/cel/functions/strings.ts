import type { Environment } from '@marcbachmann/cel-js';
import { define, defineInstead, defineNamespace, invalid } from './define';
import { format } from './printf';

const ESCAPES = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
  ['"', '\\"'],
]);

function charAt(text: string, index: bigint): string {
  const characters = [...text];
  if (index < 0n || index > characters.length) {
    throw invalid('index_out_of_bounds', `charAt(): no character ${index}`);
  }
  return characters[Number(index)] ?? '';
}

/** The first `limit` occurrences, all if that is negative. */
function replace(text: string, old: string, by: string, limit = -1n): string {
  if (limit < 0n) {
    return text.replaceAll(old, () => by);
  }
  let left = limit;
  return text.replaceAll(old, found => {
    left -= 1n;
    return left < 0n ? found : by;
  });
}

function quote(text: string): string {
  const inner = [...text]
    .map(character => ESCAPES.get(character) ?? character)
    .join('');
  return `"${inner}"`;
}

/** What Kubernetes adds to strings and the engine does not have. */
export function registerStrings(environment: Environment) {
  // The built-in ones change the case of all letters there are.
  for (const [name, letters, changed] of [
    ['lowerAscii', /[A-Z]/g, 'toLowerCase'],
    ['upperAscii', /[a-z]/g, 'toUpperCase'],
  ] as const) {
    defineInstead(environment, name, [
      {
        receiver: 'string',
        params: [],
        returns: 'string',
        handler: (text: string) =>
          text.replace(letters, letter => letter[changed]()),
      },
    ]);
  }
  define(environment, {
    'string.charAt(int): string': charAt,
    'string.replace(string, string): string': (
      text: string,
      old: string,
      by: string,
    ) => replace(text, old, by),
    'string.replace(string, string, int): string': replace,
    'string.format(list): string': format,
  });
  defineNamespace(environment, 'strings', { 'quote(string): string': quote });
}

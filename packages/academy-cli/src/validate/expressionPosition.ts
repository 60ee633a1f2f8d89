const BLOCK_HEADER = /^[|>][-+\d]*[^\n]*\n/;
const PLACEHOLDER = /^\{\{[a-z][A-Za-z0-9]*\}\}/;

function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

function skipSpaces(text: string, from: number): number {
  let index = from;
  while (isSpace(text[index])) {
    index += 1;
  }
  return index;
}

/** Where the raw text of a YAML scalar begins to be its value. */
function startOfValue(raw: string): number {
  const header = BLOCK_HEADER.exec(raw);
  return header ? skipSpaces(raw, header[0].length) : Number(/^['"]/.test(raw));
}

/** YAML doubles quotes in '' and escapes with a backslash in "". */
function isEscape(raw: string, index: number): boolean {
  return raw[index] === '\\' || (raw[index] === "'" && raw[index - 1] === "'");
}

/**
 * Which character of the raw text stands for one of the value. Both are read
 * side by side; the value may have other line breaks, no escapes, and values of
 * parameters where the raw text names them.
 */
function offsetInRaw(
  raw: string,
  value: string,
  offset: number,
): number | undefined {
  let at = startOfValue(raw);
  let index = 0;
  while (index < offset) {
    const placeholder = PLACEHOLDER.exec(raw.slice(at))?.[0];
    if (placeholder && !value.startsWith(placeholder, index)) {
      at += placeholder.length;
      const end = value.indexOf(raw[at], index);
      if (end < 0 || end > offset) {
        return at - placeholder.length;
      }
      index = end;
    } else if (isSpace(value[index]) && isSpace(raw[at])) {
      index = skipSpaces(value, index);
      at = skipSpaces(raw, at);
    } else if (value[index] === raw[at]) {
      index += 1;
      at += 1;
    } else if (isEscape(raw, at)) {
      at += 1;
    } else {
      return undefined;
    }
  }
  return at;
}

/**
 * The 1-based position in a YAML file of a character inside of a scalar.
 *
 * @param options - `start` is where the scalar begins
 * @returns undefined if the file says the value in another way
 */
export function positionInScalar(options: {
  lines: string[];
  start: { line: number; column: number };
  value: string;
  /** Of the character in the value, 0-based. */
  offset: number;
}): { line: number; column: number } | undefined {
  const { lines, start, value, offset } = options;
  const raw = lines
    .slice(start.line - 1)
    .join('\n')
    .slice(start.column - 1);
  const found = offsetInRaw(raw, value, offset);
  if (found === undefined) {
    return undefined;
  }
  const before = raw.slice(0, found).split('\n');
  const last = before[before.length - 1].length;
  return before.length === 1
    ? { line: start.line, column: start.column + last }
    : { line: start.line + before.length - 1, column: last + 1 };
}

/** What a line of a unified diff says. */
export interface DiffLine {
  kind: 'added' | 'removed' | 'same' | 'hunk';
  /** Without the sign in front; of a hunk the whole line. */
  text: string;
}

/** The lines of a unified diff without file headers. */
export function diffLines(diff: string): DiffLine[] {
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map(line => {
      if (line.startsWith('@@')) {
        return { kind: 'hunk', text: line };
      }
      return { kind: kindOf(line[0]), text: line.slice(1) };
    });
}

function kindOf(sign: string | undefined) {
  if (sign === '+') {
    return 'added';
  }
  return sign === '-' ? 'removed' : 'same';
}

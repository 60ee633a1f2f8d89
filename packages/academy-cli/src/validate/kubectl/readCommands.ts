/** One call of kubectl in a text. */
export interface KubectlCall {
  /** 1-based line of the text. */
  line: number;
  /** Everything behind `kubectl`, without quotes. */
  args: string[];
}

const FENCE = /^([ \t]*)(`{3,}|~{3,})\s*(\S*)[^\n]*\n([\s\S]*?)\n\1\2/gm;
const SHELLS = ['sh', 'bash', 'shell', 'console'];
const INLINE = /(?<!`)`(kubectl\s[^`\n]+)`(?!`)/g;
/** Word by word; a placeholder such as `<pod>` is a word, not a redirection. */
const WORD =
  /\s*(?:(?<end>[|;&#\n]|>{1,2}|<(?![^<>\s]+>))|(?<word>(?:'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\$\([^)]*\)|<[^<>\s]+>|\\[\s\S]|[^\s|;&<>'"\\])+))/gy;

/** Every call of kubectl in the shell blocks and code words of a Markdown text. */
export function readKubectlCalls(markdown: string): KubectlCall[] {
  const blocks = Array.from(markdown.matchAll(FENCE), match => ({
    offset: match.index + match[0].indexOf('\n') + 1,
    shell: SHELLS.includes(match[3]),
    text: match[4],
  }));
  const lineAt = (offset: number) =>
    markdown.slice(0, offset).split('\n').length;
  const prose = markdown.replace(FENCE, block => block.replace(/[^\n]/g, ' '));
  return [
    ...blocks
      .filter(({ shell }) => shell)
      .flatMap(({ offset, text }) =>
        callsIn(text).map(call => ({
          line: lineAt(offset + call.offset),
          args: call.args,
        })),
      ),
    ...Array.from(prose.matchAll(INLINE), ({ index, 1: text }) => ({
      line: lineAt(index),
      args: wordsOf(text, 'kubectl'.length),
    })),
  ].sort((a, b) => a.line - b.line);
}

function callsIn(script: string): { offset: number; args: string[] }[] {
  return Array.from(
    script.matchAll(/(?<=^|[\s|;&(])kubectl(?=\s)/g),
    ({ index }) => ({
      offset: index,
      args: wordsOf(script, index + 'kubectl'.length),
    }),
  );
}

/** Words from an offset to the end of the command. */
function wordsOf(script: string, from: number): string[] {
  // A line that ends with a backslash goes on.
  const text = script.slice(from).replace(/\\\n/g, '  ');
  const words: string[] = [];
  for (const { groups, index } of text.matchAll(WORD)) {
    const isNewLine = /^[ \t]*\n/.test(text.slice(index));
    if (isNewLine || groups?.word === undefined) {
      break;
    }
    words.push(groups.word.replace(/^(['"])([\s\S]*)\1$/, '$2'));
  }
  return words;
}

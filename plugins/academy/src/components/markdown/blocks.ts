/** The kinds of call-outs an author can write. */
export const CALLOUTS = ['tip', 'fact', 'warning'] as const;
/** A kind of call-out. */
export type CalloutKind = (typeof CALLOUTS)[number];

/** A piece of a lesson's text. Only `markdown` is handed to a Markdown renderer. */
export type Block =
  | { type: 'markdown'; text: string }
  | { type: 'heading'; level: number; text: string; id: string }
  | { type: 'code'; language: string; text: string }
  | { type: 'callout'; kind: CalloutKind; title: string; blocks: Block[] }
  | { type: 'quiz'; id: string }
  | { type: 'diagram'; id: string };

const HEADING = /^(#{1,6})\s+(.*?)\s*(?:\{#([A-Za-z][\w-]*)\})?\s*#*$/;
const FENCE = /^(\s*)(`{3,}|~{3,})\s*([\w-]*)/;
const CALLOUT = new RegExp(`^:::(${CALLOUTS.join('|')})(?:\\s+(.*))?$`);
const PLACED = /^:::(quiz|diagram)\s+([a-z][a-z0-9-]*)\s*$/;
const CLOSE = /^:::\s*$/;

class BlockReader {
  readonly #lines: string[];
  #at = 0;
  #headings = 0;

  constructor(lines: string[]) {
    this.#lines = lines;
  }

  /** Reads to the end of the text, or of the call-out when inside one. */
  read(inCallout = false): Block[] {
    const blocks: Block[] = [];
    let markdown: string[] = [];
    const push = (block?: Block) => {
      if (markdown.some(line => line.trim() !== '')) {
        blocks.push({ type: 'markdown', text: markdown.join('\n') });
      }
      markdown = [];
      if (block) {
        blocks.push(block);
      }
    };

    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at];
      const fence = FENCE.exec(line);
      if (fence) {
        const code = this.#readFence(fence);
        // A fence inside a list belongs to the list.
        if (fence[1] === '') {
          push({ type: 'code', language: fence[3], text: code.text });
        } else {
          markdown.push(...code.lines);
        }
        continue;
      }
      this.#at += 1;
      if (CLOSE.test(line)) {
        if (inCallout) {
          break;
        }
        continue;
      }
      const block = this.#blockAt(line);
      if (block) {
        push(block);
      } else {
        markdown.push(line);
      }
    }
    push();
    return blocks;
  }

  #blockAt(line: string): Block | undefined {
    const heading = HEADING.exec(line);
    if (heading) {
      this.#headings += 1;
      return {
        type: 'heading',
        level: heading[1].length,
        text: heading[2],
        id: heading[3] ?? `section-${this.#headings}`,
      };
    }
    const callout = CALLOUT.exec(line);
    if (callout) {
      const [, kind, title = ''] = callout;
      const blocks = this.read(true);
      return { type: 'callout', kind: kind as CalloutKind, title, blocks };
    }
    const placed = PLACED.exec(line);
    return placed
      ? { type: placed[1] as 'quiz' | 'diagram', id: placed[2] }
      : undefined;
  }

  #readFence([, , mark]: string[]): { text: string; lines: string[] } {
    const start = this.#at;
    const closing = new RegExp(`^\\s*${mark[0]}{${mark.length},}\\s*$`);
    this.#at += 1;
    while (
      this.#at < this.#lines.length &&
      !closing.test(this.#lines[this.#at])
    ) {
      this.#at += 1;
    }
    this.#at += 1;
    return {
      text: this.#lines.slice(start + 1, this.#at - 1).join('\n'),
      lines: this.#lines.slice(start, this.#at),
    };
  }
}

/**
 * Cuts Markdown into blocks. Headings without an id of their own are numbered,
 * so that the same section has the same address in every language.
 */
export function parseBlocks(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  return new BlockReader(lines).read();
}

import { marked } from 'marked';
import type { Token } from 'marked';

/** A heading, with the id of `{#id}` at its end. @public */
export interface OutlineHeading {
  /** 1-based. */
  line: number;
  /** 1 to 6. */
  depth: number;
  /** The id, without `{#` and `}`. */
  anchor?: string;
}

/** A fenced code block. @public */
export interface OutlineCode {
  /** 1-based line of the opening fence. */
  line: number;
  /** Everything behind the opening fence, e.g. `yaml`. */
  info: string;
  /** What stands between the fences. */
  text: string;
}

/** A block such as `:::tip` or `:::quiz first-question`. @public */
export interface OutlineBlock {
  /** 1-based. */
  line: number;
  /** The word behind the colons, e.g. `tip`; it may be an unknown one. */
  name: string;
  /** What `:::quiz` and `:::diagram` show. Other blocks may have a title here, which is prose. */
  id?: string;
}

/** What a Markdown text consists of, without its prose. @public */
export interface Outline {
  /** In the order of the text. */
  headings: OutlineHeading[];
  /** In the order of the text. */
  code: OutlineCode[];
  /** In the order of the text. */
  blocks: OutlineBlock[];
  /** Blocks that do not open or close as they should. */
  faults: { line: number; message: string; expected: string }[];
}

/** Blocks that enclose text, and blocks of one line with the id they show. */
const CONTAINERS = ['tip', 'fact', 'warning'];
const LEAVES = ['quiz', 'diagram'];

const ANCHOR = /\{#([a-z][a-z0-9-]*)\}\s*$/;

/**
 * Reads the structure of a Markdown text with its lines.
 *
 * @public
 */
export function readOutline(markdown: string): Outline {
  const outline: Outline = { headings: [], code: [], blocks: [], faults: [] };
  const prose: { line: number; text: string }[] = [];
  visit(marked.lexer(markdown), 1, outline, prose);
  readBlocks(prose, outline);
  return outline;
}

function visit(
  tokens: Token[],
  firstLine: number,
  outline: Outline,
  prose: { line: number; text: string }[],
) {
  let line = firstLine;
  for (const token of tokens) {
    if (token.type === 'heading') {
      const anchor = ANCHOR.exec(token.text)?.[1];
      outline.headings.push({
        line,
        depth: token.depth,
        ...(anchor && { anchor }),
      });
    } else if (token.type === 'code') {
      outline.code.push({ line, info: token.lang ?? '', text: token.text });
    } else if (token.type === 'list') {
      visit(token.items, line, outline, prose);
    } else if (token.type === 'list_item' || token.type === 'blockquote') {
      visit(token.tokens ?? [], line, outline, prose);
    } else {
      for (const [index, text] of token.raw.split('\n').entries()) {
        prose.push({ line: line + index, text });
      }
    }
    line += token.raw.split('\n').length - 1;
  }
}

function readBlocks(prose: { line: number; text: string }[], outline: Outline) {
  let open: { line: number; name: string } | undefined;
  const fault = (line: number, message: string, expected: string) =>
    outline.faults.push({ line, message, expected });

  for (const { line, text } of prose) {
    const match = /^:::\s*(\S*)\s*(.*?)\s*$/.exec(text);
    if (!match) {
      continue;
    }
    const [, name, argument] = match;
    if (name === '') {
      if (!open) {
        fault(line, '":::" closes nothing', 'an open block before it');
      }
      open = undefined;
      continue;
    }
    if (open) {
      fault(
        line,
        `":::${name}" stands inside ":::${open.name}" of line ${open.line}`,
        'a line ":::" before it',
      );
    }
    if (CONTAINERS.includes(name)) {
      open = { line, name };
    } else if (!LEAVES.includes(name)) {
      fault(
        line,
        `unknown block ":::${name}"`,
        [...CONTAINERS, ...LEAVES].map(known => `:::${known}`).join(' | '),
      );
    } else if (!argument) {
      fault(line, `":::${name}" names nothing`, `:::${name} <id>`);
    }
    const id = LEAVES.includes(name) ? argument : '';
    outline.blocks.push({ line, name, ...(id && { id }) });
  }
  if (open) {
    fault(
      open.line,
      `":::${open.name}" is not closed`,
      'a line ":::" after it',
    );
  }
}

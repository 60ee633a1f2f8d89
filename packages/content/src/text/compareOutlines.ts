import type { Outline } from './outline';

/** A place where the Korean text is built differently from the English one. */
export interface OutlineDifference {
  /** 1-based line in the Korean text. */
  line: number;
  message: string;
  expected: string;
}

interface Entry {
  line: number;
  shown: string;
  same: string;
}

/**
 * Both languages have the same headings, anchors, code and blocks in the same
 * order. Only the first difference of each sort is reported: what follows it
 * is shifted and says nothing new.
 */
export function compareOutlines(en: Outline, ko: Outline): OutlineDifference[] {
  const headings = (o: Outline): Entry[] =>
    o.headings.map(h => {
      const shown = `${'#'.repeat(h.depth)}${
        h.anchor ? ` {#${h.anchor}}` : ''
      }`;
      return { line: h.line, shown, same: shown };
    });
  const code = (o: Outline): Entry[] =>
    o.code.map(c => ({
      line: c.line,
      shown: `\`\`\`${c.info} with "${c.text.split('\n')[0]}"`,
      same: `${c.info}\n${c.text}`,
    }));
  const blocks = (o: Outline): Entry[] =>
    o.blocks.map(b => {
      const shown = `:::${b.name}${b.id ? ` ${b.id}` : ''}`;
      return { line: b.line, shown, same: shown };
    });

  return [
    firstDifference('heading', headings(en), headings(ko)),
    firstDifference('code block', code(en), code(ko)),
    firstDifference('block', blocks(en), blocks(ko)),
  ].filter(difference => difference !== undefined);
}

function firstDifference(
  what: string,
  en: Entry[],
  ko: Entry[],
): OutlineDifference | undefined {
  const index = Array.from({
    length: Math.max(en.length, ko.length),
  }).findIndex((_, i) => en[i]?.same !== ko[i]?.same);
  if (index < 0) {
    return undefined;
  }
  const [wanted, found] = [en[index], ko[index]];
  return {
    line: found?.line ?? ko[ko.length - 1]?.line ?? 1,
    message: found
      ? `${what} ${index + 1} differs from en.md: ${found.shown}`
      : `${what} ${index + 1} of en.md is missing`,
    expected: wanted
      ? `${wanted.shown} as in en.md line ${wanted.line}`
      : `no further ${what}`,
  };
}

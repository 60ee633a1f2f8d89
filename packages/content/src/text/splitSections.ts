import type { Outline } from './outline';

/** Section that holds what precedes the first task or scenario. */
export const INTRO_SECTION = 'intro';

/**
 * The text below each level-2 heading with an id, without the heading itself,
 * and what precedes the first of them as `intro`.
 */
export function splitSections(
  markdown: string,
  outline: Outline,
): Map<string, string> {
  const lines = markdown.split('\n');
  const starts = outline.headings.filter(h => h.depth === 2 && h.anchor);
  const sections = new Map<string, string>();
  const textBetween = (from: number, to?: number) =>
    lines
      .slice(from, to === undefined ? undefined : to - 1)
      .join('\n')
      .trim();

  sections.set(INTRO_SECTION, textBetween(0, starts[0]?.line));
  starts.forEach((heading, index) =>
    sections.set(
      heading.anchor!,
      textBetween(heading.line, starts[index + 1]?.line),
    ),
  );
  return sections;
}

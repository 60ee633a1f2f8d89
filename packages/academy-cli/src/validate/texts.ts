import type {
  ContentProblem,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { SpecDocument } from '@kubernetes-academy/content';
import { describeMistake } from './kubectl/describeMistake';
import { readKubectlCalls } from './kubectl/readCommands';
import { shownTexts, type ShownText } from './shownTexts';

/** The address of a Markdown link. */
const LINK = /\]\(\s*<?([^)\s>]*)>?[^)]*\)/g;

/** Commands that kubectl would not understand, and links that lead nowhere. */
export function validateTexts(options: {
  unit: Unit;
  document: SpecDocument;
}): { commands: number; problems: ContentProblem[] } {
  const { unit, document } = options;
  let commands = 0;
  const problems = shownTexts(unit, document).flatMap(text => {
    const calls = readKubectlCalls(text.markdown);
    commands += calls.length;
    return [
      ...calls.flatMap(({ line, args }) => {
        const mistake = describeMistake(args);
        return mistake ? [problemAt(text, line, mistake)] : [];
      }),
      ...brokenLinks(text),
    ];
  });
  return { commands, problems };
}

/** A page of the portal has no neighbours that a link could name, so links are complete. */
function brokenLinks(text: ShownText): ContentProblem[] {
  return Array.from(text.markdown.matchAll(LINK)).flatMap(
    ({ index, 1: address }) =>
      /^https:\/\/[^/]+\./.test(address) && URL.canParse(address)
        ? []
        : [
            problemAt(text, text.markdown.slice(0, index).split('\n').length, {
              message: `the link "${address}" leads nowhere`,
              expected: 'an address that begins with https://',
            }),
          ],
  );
}

function problemAt(
  { file, field, lineOf }: ShownText,
  line: number,
  { message, expected }: { message: string; expected: string },
): ContentProblem {
  return {
    file,
    line: lineOf(line),
    ...(field && { field }),
    message,
    expected,
  };
}

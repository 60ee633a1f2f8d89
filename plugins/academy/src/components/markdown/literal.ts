// What CommonMark reads as code: fences, and spans of backticks within a paragraph.
const FENCE =
  '(?:^|\\n)[ \\t]*(`{3,}|~{3,})[\\s\\S]*?(?:\\n[ \\t]*\\1[`~]*[ \\t]*(?=\\n|$)|$)';
const SPAN = '(?<![\\\\`])(`+)(?!`)(?:(?!\\n\\s*\\n)[\\s\\S])*?[^`]\\2(?!`)';
const CODE = new RegExp(`${FENCE}|${SPAN}`, 'g');

const literal = (text: string) =>
  text.replace(/<(?=[A-Za-z/!?])/g, '&lt;').replace(/!\[/g, '!\\[');

/**
 * Makes HTML tags and images of Markdown stand as the characters they are
 * written with. Lessons have no use for either: diagrams are placed by id.
 */
export function withoutMarkup(markdown: string): string {
  let result = '';
  let end = 0;
  for (const code of markdown.matchAll(CODE)) {
    result += literal(markdown.slice(end, code.index)) + code[0];
    end = code.index + code[0].length;
  }
  return result + literal(markdown.slice(end));
}

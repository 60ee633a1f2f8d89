/**
 * What is left of an answer when it does not matter how it was typed: one form
 * of each character (full-width letters of an IME become plain ones, Hangul is
 * composed), nothing invisible, single spaces, lower case.
 */
export function normaliseAnswer(
  text: string,
  options: { caseSensitive?: boolean } = {},
): string {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return options.caseSensitive ? plain : plain.toLowerCase();
}

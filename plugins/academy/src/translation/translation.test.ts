import { en } from './en';
import ko from './ko';

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{\s*([^},\s]+)/g)].map(match => match[1]).sort();

const english: Record<string, string> = en;
const korean: Record<string, string> = ko;

describe('texts of the plugin', () => {
  it('exist in both languages', () => {
    expect(Object.keys(korean).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(english))(
    'takes the same values in both languages: %s',
    key => {
      expect(placeholders(korean[key] ?? '')).toEqual(
        placeholders(english[key]),
      );
    },
  );

  it('are nowhere empty', () => {
    const empty = [...Object.entries(english), ...Object.entries(korean)]
      .filter(([, text]) => text.trim() === '')
      .map(([key]) => key);
    expect(empty).toEqual([]);
  });
});

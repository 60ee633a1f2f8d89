import { LANGUAGES } from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  ContentProblem,
  LocalizedText,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { SpecDocument, SpecPath } from '../spec';
import { readOutline } from '../text';

/** A text that may ask for parameters. */
export interface Place {
  text: string;
  /** Learners see it before they have solved anything. */
  shown: boolean;
  /** A problem at this text; `offset` is where in it. */
  problem(offset: number, message: string, expected: string): ContentProblem;
}

/** What a unit consists of beside its specification. */
export interface UnitTexts {
  /** Path of the unit below the lessons folder. */
  folder: string;
  files: Unit['files'];
  text?: LocalizedText;
}

/** Every text in a part of the specification. */
export function specPlaces(
  value: unknown,
  path: SpecPath,
  document: SpecDocument,
  shown = true,
): Place[] {
  if (typeof value === 'string') {
    const localized = LANGUAGES.some(each => each === path.at(-1));
    return [
      {
        text: value,
        shown: shown && (localized || path.at(-1) === 'want'),
        problem: (_, message, expected) =>
          document.problem(path, message, expected),
      },
    ];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const isSolution = 'kind' in value && value.kind === 'solution';
  return Object.entries(value).flatMap(([key, each]) =>
    specPlaces(
      each,
      [...path, Array.isArray(value) ? Number(key) : key],
      document,
      shown && !isSolution && key !== 'debrief' && key !== 'parameters',
    ),
  );
}

/** Every file of the unit. */
export function filePlaces({ folder, files }: UnitTexts): Place[] {
  return Object.entries(files).map(([file, text]) => ({
    text,
    shown: false,
    problem: (offset, message, expected) => ({
      file: `${folder}/${file}`,
      line: lineAt(text, offset),
      message,
      expected,
    }),
  }));
}

/** The whole text, or one section of it. */
export function textPlaces(
  { folder, text }: UnitTexts,
  section?: string,
): Place[] {
  return LANGUAGES.flatMap(language => {
    const whole = text?.[language];
    if (whole === undefined) {
      return [];
    }
    const { from, to } = section
      ? sectionOf(whole, section)
      : { from: 0, to: undefined };
    const lines = whole.split('\n').slice(from, to);
    const part = lines.join('\n');
    return [
      {
        text: part,
        shown: true,
        problem: (offset: number, message: string, expected: string) => ({
          file: `${folder}/${language}.md`,
          line: from + lineAt(part, offset),
          message,
          expected,
        }),
      },
    ];
  });
}

/** Lines of a section, counted from 0. */
function sectionOf(
  markdown: string,
  section: string,
): { from: number; to?: number } {
  const starts = readOutline(markdown).headings.filter(
    ({ depth, anchor }) => depth === 2 && anchor,
  );
  const index = starts.findIndex(({ anchor }) => anchor === section);
  const next = starts[index + 1]?.line;
  return {
    from: index < 0 ? 0 : starts[index].line - 1,
    to: next === undefined ? undefined : next - 1,
  };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

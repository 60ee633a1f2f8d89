import {
  LANGUAGES,
  type LocalizedText,
  type Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  UNIT_FILE,
  type SpecDocument,
  type SpecPath,
} from '@kubernetes-academy/content';

/** Markdown that learners read, with its place. */
export interface ShownText {
  /** Path below the lessons folder. */
  file: string;
  markdown: string;
  /** 1-based line of the file in which a line of the text stands, as near as is known. */
  lineOf(line: number): number;
  field?: string;
}

/** Every Markdown text of a unit: its pages, its hints and its debriefs. */
export function shownTexts(unit: Unit, document: SpecDocument): ShownText[] {
  const pages = LANGUAGES.map(language => ({
    file: `${unit.id}/${language}.md`,
    markdown: unit.text[language],
    lineOf: (line: number) => line,
  }));
  const inSpec = localizedTexts(unit).flatMap(({ text, path }) =>
    LANGUAGES.map(language => {
      const at = [...path, language];
      const start = document.position(at).line;
      const lines = text[language].split('\n').length;
      return {
        file: `${unit.id}/${UNIT_FILE}`,
        markdown: text[language],
        // The text of a block begins in the line below its indicator.
        lineOf: (line: number) => (lines > 1 ? start + line : start),
        field: at.join('.'),
      };
    }),
  );
  return [...pages, ...inSpec];
}

function localizedTexts({
  spec,
}: Unit): { text: LocalizedText; path: SpecPath }[] {
  if (spec.kind === 'Lab') {
    return spec.tasks.flatMap(({ hints }, t) =>
      hints.map(({ text }, h) => ({
        text,
        path: ['tasks', t, 'hints', h, 'text'],
      })),
    );
  }
  if (spec.kind === 'Challenge') {
    return spec.scenarios.flatMap(({ hints, debrief }, s) => [
      ...hints.map(({ text }, h) => ({
        text,
        path: ['scenarios', s, 'hints', h, 'text'],
      })),
      { text: debrief, path: ['scenarios', s, 'debrief'] },
    ]);
  }
  return [];
}

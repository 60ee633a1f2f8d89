import { LANGUAGES } from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  ContentProblem,
  Language,
  LocalizedText,
  UnitSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ContentTree } from '../files/ContentTree';
import { readOutline } from '../text';
import type { Outline } from '../text';
import { compareOutlines } from '../text/compareOutlines';
import { INTRO_SECTION, splitSections } from '../text/splitSections';
import { sectionsOf } from './identifiers';

/** Text of a unit; without `text` the unit cannot be used. */
export interface LoadedText {
  text?: LocalizedText;
  sections: Record<string, LocalizedText>;
  problems: ContentProblem[];
}

/** Reads both languages of a unit and compares them with each other and with its spec. */
export async function loadText(options: {
  tree: ContentTree;
  folder: string;
  spec: UnitSpec;
}): Promise<LoadedText> {
  const { tree, folder, spec } = options;
  const problems: ContentProblem[] = [];
  const texts: Partial<Record<Language, string>> = {};
  for (const language of LANGUAGES) {
    const file = `${folder}/${language}.md`;
    try {
      texts[language] = await tree.read(file);
    } catch (error) {
      problems.push({
        file,
        message: (error as Error).message,
        expected: 'the text of the unit in Markdown',
      });
    }
  }
  const { en, ko } = texts;
  if (en === undefined || ko === undefined) {
    return { sections: {}, problems };
  }

  const outlines = { en: readOutline(en), ko: readOutline(ko) };
  problems.push(
    ...compareOutlines(outlines.en, outlines.ko).map(difference => ({
      file: `${folder}/ko.md`,
      ...difference,
    })),
    ...LANGUAGES.flatMap(language =>
      [
        ...outlines[language].faults,
        ...unknownReferences(spec, outlines[language]),
      ].map(fault => ({ file: `${folder}/${language}.md`, ...fault })),
    ),
  );

  const split = {
    en: splitSections(en, outlines.en),
    ko: splitSections(ko, outlines.ko),
  };
  const sections: LoadedText['sections'] = {};
  let complete = true;
  for (const id of [INTRO_SECTION, ...sectionsOf(spec).map(s => s.id)]) {
    for (const language of LANGUAGES) {
      if (!split[language].has(id)) {
        complete = false;
        problems.push({
          file: `${folder}/${language}.md`,
          message: `the text of "${id}" is missing`,
          expected: `a heading "## ... {#${id}}"`,
        });
      }
    }
    sections[id] = {
      en: split.en.get(id) ?? '',
      ko: split.ko.get(id) ?? '',
    };
  }
  return { ...(complete && { text: { en, ko } }), sections, problems };
}

/** Anchors, questions and diagrams in the text that the specification does not have. */
function unknownReferences(spec: UnitSpec, outline: Outline) {
  const expectOneOf = (ids: string[]) =>
    ids.length > 0 ? ids.join(' | ') : 'none, the unit has no such ids';
  const check = (
    what: string,
    used: { line: number; id?: string }[],
    ids: string[],
  ) =>
    used
      .filter(({ id }) => id !== undefined && !ids.includes(id))
      .map(({ line, id }) => ({
        line,
        message: `unknown ${what} "${id}"`,
        expected: expectOneOf(ids),
      }));
  const blocks = (name: string) =>
    outline.blocks
      .filter(block => block.name === name)
      .map(({ line, id }) => ({ line, id }));
  const lesson = spec.kind === 'Lesson' ? spec : undefined;

  return [
    ...(lesson
      ? []
      : check(
          'task or scenario',
          outline.headings
            .filter(h => h.depth === 2)
            .map(({ line, anchor }) => ({ line, id: anchor })),
          sectionsOf(spec).map(s => s.id),
        )),
    ...check('question', blocks('quiz'), lesson?.quiz.map(q => q.id) ?? []),
    ...check(
      'diagram',
      blocks('diagram'),
      lesson?.diagrams.map(d => d.id) ?? [],
    ),
  ];
}

import type {
  ContentProblem,
  UnitSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { SpecDocument } from '../spec';
import { readOutline } from '../text';

/** Questions and diagrams that the text never shows. */
export function findUnplaced(
  spec: UnitSpec,
  english: string,
  document: SpecDocument,
): ContentProblem[] {
  if (spec.kind !== 'Lesson') {
    return [];
  }
  const { blocks } = readOutline(english);
  const missing = (name: string, list: 'quiz' | 'diagrams') =>
    spec[list].flatMap(({ id }, index) =>
      blocks.some(block => block.name === name && block.id === id)
        ? []
        : [
            document.problem(
              [list, index, 'id'],
              `"${id}" stands nowhere in the text`,
              `a line ":::${name} ${id}" in en.md and ko.md`,
            ),
          ],
    );
  return [...missing('quiz', 'quiz'), ...missing('diagram', 'diagrams')];
}

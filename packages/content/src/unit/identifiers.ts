import type {
  ContentProblem,
  UnitSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { SpecDocument, SpecPath } from '../spec';
import { INTRO_SECTION } from '../text/splitSections';
import { checksOf } from './checks';

interface Identifier {
  /** Identifiers of one scope are all different. */
  scope: string;
  id: string;
  path: SpecPath;
}

/** Everything of a unit that progress, answers and verdicts are stored under. */
function* identifiersOf(spec: UnitSpec): Generator<Identifier> {
  if (spec.kind === 'Lesson') {
    for (const [d, diagram] of spec.diagrams.entries()) {
      yield { scope: 'diagram', id: diagram.id, path: ['diagrams', d, 'id'] };
    }
    for (const [q, question] of spec.quiz.entries()) {
      yield { scope: 'question', id: question.id, path: ['quiz', q, 'id'] };
      for (const [o, option] of question.options.entries()) {
        yield {
          scope: `option of ${question.id}`,
          id: option.id,
          path: ['quiz', q, 'options', o, 'id'],
        };
      }
    }
    return;
  }
  for (const { list, index, id } of sectionsOf(spec)) {
    yield { scope: 'section', id, path: [list, index, 'id'] };
  }
  for (const { check, path } of checksOf(spec)) {
    yield { scope: 'check', id: check.id, path: [...path, 'id'] };
  }
}

/** Tasks or scenarios: each has its own section in the text. */
export function sectionsOf(
  spec: UnitSpec,
): { list: 'tasks' | 'scenarios'; index: number; id: string }[] {
  if (spec.kind === 'Lab') {
    return spec.tasks.map(({ id }, index) => ({ list: 'tasks', index, id }));
  }
  if (spec.kind === 'Challenge') {
    return spec.scenarios.map(({ id }, index) => ({
      list: 'scenarios',
      index,
      id,
    }));
  }
  return [];
}

/** Identifiers that are used twice, or that the Academy uses itself. */
export function findClashes(
  spec: UnitSpec,
  document: SpecDocument,
): ContentProblem[] {
  const first = new Map<string, SpecPath>();
  const problems: ContentProblem[] = [];
  for (const { scope, id, path } of identifiersOf(spec)) {
    const key = `${scope} ${id}`;
    const earlier = first.get(key);
    if (earlier) {
      problems.push(
        document.problem(
          path,
          `the id "${id}" is used twice`,
          `another id than in line ${document.position(earlier).line}`,
        ),
      );
    } else if (scope === 'section' && id === INTRO_SECTION) {
      problems.push(
        document.problem(path, `the id "${id}" is reserved`, 'another id'),
      );
    }
    first.set(key, path);
  }
  return problems;
}

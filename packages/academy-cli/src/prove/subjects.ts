import { NotFoundError } from '@backstage/errors';
import type {
  Unit,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { loadContent } from '@kubernetes-academy/content';

/** Which courses are meant when none is named. @public */
export type ExampleChoice = 'without' | 'with' | 'only';

/** One lab, or one scenario of a challenge. */
export interface Subject {
  name: string;
  unit: Unit;
  /** Challenges only. */
  scenario?: string;
}

/**
 * What is to be proven. An example that is named belongs to it, whatever was
 * chosen for examples as a whole.
 *
 * @throws NotFoundError if a unit is asked for that does not exist
 */
export async function selectSubjects(options: {
  root: string;
  /** Unit ids or the beginning of some; everything when empty. */
  units: UnitId[];
  examples: ExampleChoice;
}): Promise<{ subjects: Subject[]; isChosen(id: UnitId): boolean }> {
  const { root, units, examples } = options;
  const content = await loadContent({ root, examples: true });
  const all = Object.values(content.units);
  for (const wanted of units) {
    if (!all.some(unit => matches(unit.id, wanted))) {
      throw new NotFoundError(
        `There is no unit ${wanted} that can be used. Run "validate" to see why a unit does not load.`,
      );
    }
  }
  const leftOut = content.courses
    .filter(({ spec: { example = false } }) => !isWanted(example, examples))
    .map(course => course.id);
  const isChosen = (id: UnitId) =>
    units.length === 0
      ? !leftOut.includes(id.split('/')[0])
      : units.some(wanted => matches(id, wanted));
  return {
    subjects: all.filter(({ id }) => isChosen(id)).flatMap(subjectsOf),
    isChosen,
  };
}

function isWanted(example: boolean, choice: ExampleChoice): boolean {
  return choice === 'with' || example === (choice === 'only');
}

function matches(id: UnitId, wanted: string): boolean {
  return id === wanted || id.startsWith(`${wanted.replace(/\/$/, '')}/`);
}

function subjectsOf(unit: Unit): Subject[] {
  const { spec } = unit;
  if (spec.kind === 'Lab') {
    return [{ name: unit.id, unit }];
  }
  if (spec.kind === 'Challenge') {
    return spec.scenarios.map(({ id }) => ({
      name: `${unit.id}#${id}`,
      unit,
      scenario: id,
    }));
  }
  return [];
}

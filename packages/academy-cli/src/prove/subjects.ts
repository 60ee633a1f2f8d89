import { NotFoundError } from '@backstage/errors';
import type {
  Unit,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { loadContent } from '@kubernetes-academy/content';
import type { Proof } from './Proof';
import { proveLab } from './proveLab';
import { proveScenario } from './proveScenario';

/** Which courses are meant when none is named. @public */
export type ExampleChoice = 'without' | 'with' | 'only';

/** One lab, or one scenario of a challenge. */
export interface Subject {
  name: string;
  unit: Unit;
  prove: (proof: Proof) => Promise<void>;
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
}): Promise<Subject[]> {
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
  const chosen = new Set(
    content.courses
      .filter(
        ({ spec: { example = false } }) =>
          examples === 'with' || example === (examples === 'only'),
      )
      .flatMap(({ modules }) => modules.flatMap(module => module.units)),
  );
  return all
    .filter(({ id }) =>
      units.length === 0
        ? chosen.has(id)
        : units.some(wanted => matches(id, wanted)),
    )
    .flatMap(subjectsOf);
}

function matches(id: UnitId, wanted: string): boolean {
  return id === wanted || id.startsWith(`${wanted.replace(/\/$/, '')}/`);
}

function subjectsOf(unit: Unit): Subject[] {
  const { spec } = unit;
  if (spec.kind === 'Lab') {
    return [{ name: unit.id, unit, prove: proof => proveLab(proof, spec) }];
  }
  if (spec.kind === 'Challenge') {
    return spec.scenarios.map(scenario => ({
      name: `${unit.id}#${scenario.id}`,
      unit,
      prove: proof => proveScenario(proof, scenario),
    }));
  }
  return [];
}

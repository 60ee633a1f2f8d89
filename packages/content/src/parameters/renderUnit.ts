import type {
  ChallengeSpec,
  LabSpec,
  Scenario,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { exampleValues, type Parameters } from './drawParameters';
import { replaceNames } from './replaceNames';

/**
 * What the parameters of an attempt are: those of the lab, or of one scenario
 * of the challenge. Lessons have none.
 *
 * @public
 */
export function parametersOf(
  { spec }: Pick<Unit, 'spec'>,
  scenario?: string,
): Parameters {
  switch (spec.kind) {
    case 'Lab':
      return spec.parameters;
    case 'Challenge':
      return spec.scenarios.find(({ id }) => id === scenario)?.parameters ?? {};
    default:
      return {};
  }
}

/**
 * The unit as one attempt has it: `{{name}}` is replaced wherever the lab, or
 * the scenario, says it: in its specification, its text and its files. A name
 * without a value stays as it is, and so does everything else in braces; the
 * other scenarios of a challenge stay as they are, too.
 *
 * @public
 */
export function renderUnit(options: {
  unit: Unit;
  /** Challenges only. */
  scenario?: string;
  /** By name of a parameter. */
  values: Record<string, string>;
}): Unit {
  const { unit, scenario, values } = options;
  if (Object.keys(values).length === 0 || unit.spec.kind === 'Lesson') {
    return unit;
  }
  return unit.spec.kind === 'Lab'
    ? renderLab(unit, unit.spec, values)
    : renderScenario(unit, unit.spec, scenario, values);
}

/**
 * The unit with example values, for pages that show it without an attempt and
 * for everything that looks at content alone.
 *
 * @public
 */
export function exampleUnit(unit: Unit): Unit {
  const scenarios: (string | undefined)[] =
    unit.spec.kind === 'Challenge'
      ? unit.spec.scenarios.map(({ id }) => id)
      : [undefined];
  return scenarios.reduce(
    (rendered, scenario) =>
      renderUnit({
        unit: rendered,
        scenario,
        values: exampleValues(parametersOf(unit, scenario)),
      }),
    unit,
  );
}

function renderLab(
  unit: Unit,
  spec: LabSpec,
  values: Record<string, string>,
): Unit {
  return {
    ...unit,
    spec: replaceNames(spec, values),
    text: replaceNames(unit.text, values),
    sections: replaceNames(unit.sections, values),
    files: replaceNames(unit.files, values),
  };
}

function renderScenario(
  unit: Unit,
  spec: ChallengeSpec,
  scenario: string | undefined,
  values: Record<string, string>,
): Unit {
  const scenarios = spec.scenarios.map(
    (each): Scenario =>
      each.id === scenario ? replaceNames(each, values) : each,
  );
  const sections = { ...unit.sections };
  if (scenario !== undefined && scenario in sections) {
    sections[scenario] = replaceNames(sections[scenario], values);
  }
  return {
    ...unit,
    spec: { ...spec, scenarios },
    sections,
    files: replaceNames(unit.files, values),
  };
}

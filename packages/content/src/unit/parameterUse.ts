import { isDeepStrictEqual } from 'node:util';
import type {
  ContentProblem,
  UnitSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { SANDBOX_NAMESPACE, type Parameters } from '../parameters';
import { namesIn } from '../parameters/replaceNames';
import type { SpecDocument } from '../spec';
import { INTRO_SECTION } from '../text/splitSections';
import { filePlaces, specPlaces, textPlaces } from './places';
import type { Place, UnitTexts } from './places';

/** Words of Go templates, as in `kubectl get -o go-template=...`. */
const TEMPLATE_WORDS = ['end', 'else', 'break', 'continue'];
/** Names that nobody declares. */
const GIVEN = [SANDBOX_NAMESPACE, ...TEMPLATE_WORDS];

interface ParameterUseOptions extends UnitTexts {
  spec: UnitSpec;
  document: SpecDocument;
}

/** Names in braces that nobody declares, and secret ones where learners see them. */
export function findParameterProblems(
  options: ParameterUseOptions,
): ContentProblem[] {
  const { spec, document } = options;
  if (spec.kind === 'Lab') {
    return [
      ...inEveryView(spec, document, spec.parameters),
      ...check(spec.parameters, [
        ...specPlaces(spec.tasks, ['tasks'], document),
        ...filePlaces(options),
        ...textPlaces(options),
      ]),
    ];
  }
  if (spec.kind === 'Challenge') {
    const all: Parameters = Object.assign(
      {},
      ...spec.scenarios.map(({ parameters }) => parameters),
    );
    return [
      ...inEveryView(spec, document, all),
      ...differing(spec, document),
      ...spec.scenarios.flatMap((scenario, s) =>
        check(scenario.parameters, [
          ...specPlaces(scenario, ['scenarios', s], document),
          ...textPlaces(options, scenario.id),
        ]),
      ),
      ...check(all, filePlaces(options)),
      // The introduction belongs to no scenario.
      ...check(all, textPlaces(options, INTRO_SECTION), true),
    ];
  }
  return [];
}

/** Title and summary stand where there is no attempt. */
function inEveryView(
  spec: UnitSpec,
  document: SpecDocument,
  parameters: Parameters,
): ContentProblem[] {
  const { title, summary } = spec;
  const places = [
    ...specPlaces(title, ['title'], document),
    ...specPlaces(summary, ['summary'], document),
  ];
  return check(parameters, places, true);
}

function check(
  parameters: Parameters,
  places: Place[],
  /** There is no attempt whose values could stand there. */
  valueless = false,
): ContentProblem[] {
  const declared = Object.keys(parameters);
  if (declared.length === 0) {
    return [];
  }
  return places.flatMap(place =>
    namesIn(place.text).flatMap(name => {
      const problem = (message: string, expected: string) => [
        place.problem(place.text.indexOf(`{{${name}}}`), message, expected),
      ];
      if (!declared.includes(name)) {
        return GIVEN.includes(name)
          ? []
          : problem(
              `"{{${name}}}" is declared nowhere`,
              declared.map(each => `{{${each}}}`).join(' | '),
            );
      }
      if (valueless) {
        return problem(
          `"{{${name}}}" has no value here, where there is no attempt`,
          'words that hold for every attempt',
        );
      }
      return parameters[name].secret && place.shown
        ? problem(
            `"{{${name}}}" is secret and would be seen here`,
            'words that do not give it away',
          )
        : [];
    }),
  );
}

/** The same name in two scenarios means the same, as they may share files. */
function differing(
  spec: Extract<UnitSpec, { kind: 'Challenge' }>,
  document: SpecDocument,
): ContentProblem[] {
  const first: Parameters = {};
  return spec.scenarios.flatMap(({ parameters }, s) =>
    Object.entries(parameters).flatMap(([name, parameter]) => {
      first[name] ??= parameter;
      return isDeepStrictEqual(first[name], parameter)
        ? []
        : [
            document.problem(
              ['scenarios', s, 'parameters', name],
              `another scenario declares "${name}" differently`,
              JSON.stringify(first[name]),
            ),
          ];
    }),
  );
}

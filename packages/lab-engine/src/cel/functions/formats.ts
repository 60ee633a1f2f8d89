import { type Environment, Optional } from '@marcbachmann/cel-js';
import { matchesPattern } from '../regex';
import { define, defineNamespace } from './define';
import { Url } from './url';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const LABEL_PREFIX = '[a-z0-9]([-a-z0-9]*)?';
const VALUE = '[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?';
const DATE = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
const TIME =
  '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})';

/** A name for a shape of text, which says what is wrong with one that has another. */
class Format {
  readonly name: string;
  readonly #fits: (text: string) => boolean;

  constructor(name: string, fits: (text: string) => boolean) {
    this.name = name;
    this.#fits = fits;
  }

  /** Nothing if the text has the shape. */
  validate(text: string): Optional<string[]> {
    return this.#fits(text)
      ? Optional.none()
      : Optional.of([`must be a valid ${this.name}`]);
  }

  equals(other: Format): boolean {
    return this === other;
  }

  toString(): string {
    return this.name;
  }
}

function pattern(source: string, maxLength = Infinity) {
  return (text: string) =>
    text.length <= maxLength && matchesPattern(`^(?:${source})$`, text);
}

function isQualifiedName(text: string): boolean {
  const parts = text.split('/');
  const name = parts.pop()!;
  const isName = pattern(VALUE, 63);
  const isPrefix = pattern(`${LABEL}([.]${LABEL})*`, 253);
  return parts.length < 2 && parts.every(isPrefix) && isName(name);
}

const FORMATS = new Map(
  Object.entries({
    dns1123Label: pattern(LABEL, 63),
    dns1123Subdomain: pattern(`${LABEL}([.]${LABEL})*`, 253),
    dns1035Label: pattern('[a-z]([-a-z0-9]*[a-z0-9])?', 63),
    dns1123LabelPrefix: pattern(LABEL_PREFIX, 63),
    dns1123SubdomainPrefix: pattern(
      `${LABEL}([.]${LABEL})*([.]${LABEL_PREFIX}|-*)?`,
      253,
    ),
    dns1035LabelPrefix: pattern('[a-z]([-a-z0-9]*)?', 63),
    qualifiedName: isQualifiedName,
    labelValue: pattern(`(${VALUE})?`, 63),
    uri: (text: string) => Url.parse(text) !== undefined,
    uuid: pattern('(?i)[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}'),
    byte: pattern('([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?'),
    date: pattern(DATE),
    datetime: pattern(`${DATE}T${TIME}`),
  }).map(([name, fits]) => [name, new Format(name, fits)]),
);

/** Names of shapes that Kubernetes' API asks for, such as those of labels. */
export function registerFormats(environment: Environment) {
  const type = 'kubernetes.NamedFormat';
  environment
    .registerType(type, { ctor: Format, fields: {} })
    .registerOperator(`${type} == ${type}`, (a: Format, b: Format) => a === b);
  define(environment, {
    [`${type}.validate(string): optional<list<string>>`]: (
      format: Format,
      text: string,
    ) => format.validate(text),
  });
  defineNamespace(environment, 'format', {
    [`named(string): optional<${type}>`]: (name: string) =>
      Optional.of(FORMATS.get(name)),
    ...Object.fromEntries(
      [...FORMATS].map(([name, format]) => [
        `${name}(): ${type}`,
        () => format,
      ]),
    ),
  });
}

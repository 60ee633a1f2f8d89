import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  Composer,
  isMap,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  type CollectionTag,
  type CST,
  type Document,
  type ScalarTag,
} from 'yaml';
import {
  aliasesRefused,
  fieldMissing,
  nestedTooDeeply,
  notAnObject,
  textTooLarge,
  tooManyDocuments,
  yamlProblem,
} from './messages';

/** Limits of one text. */
export const MAX_TEXT_BYTES = 256 * 1024;
export const MAX_DOCUMENTS = 20;
/** Nested collections; the deepest objects of Kubernetes come to about thirty. */
const MAX_DEPTH = 200;

/** A JSON object of Kubernetes, as far as it is known before it was validated. @public */
export interface ManifestObject {
  /** Never empty, e.g. `apps/v1`. */
  apiVersion: string;
  /** Never empty, e.g. `Deployment`. */
  kind: string;
  /** At least the name, which is never empty. */
  metadata: Record<string, unknown> & { name: string };
  /** As written, not validated. */
  [field: string]: unknown;
}

/** One YAML document with its positions. @public */
export interface ManifestDocument {
  /** 1-based line of its first key. */
  line: number;
  /** The document as JSON. */
  object: ManifestObject;
  /** For positions of fields. */
  source: Document.Parsed;
  /** Turns offsets in `source` into lines of the whole text. */
  lines: LineCounter;
}

/**
 * Text that is no list of Kubernetes objects.
 *
 * @public
 */
export class ManifestSyntaxError extends Error {
  /** Tells this error from others. */
  override readonly name = 'ManifestSyntaxError';
  /** 1-based, where known. */
  readonly line?: number;
  /** 1-based, where known. */
  readonly column?: number;
  /** The message in both languages. */
  readonly text: LocalizedText;

  constructor(text: LocalizedText, position?: { line: number; col: number }) {
    super(text.en);
    this.text = text;
    this.line = position?.line;
    this.column = position?.col;
  }
}

/**
 * Reads YAML as kubectl does (YAML 1.1: `0644` is octal, `yes` is true) but
 * refuses aliases: a few lines of them unfold to gigabytes.
 *
 * @throws ManifestSyntaxError with a position; then no document is returned
 *
 * @public
 */
export function parseManifests(text: string): ManifestDocument[] {
  if (Buffer.byteLength(text) > MAX_TEXT_BYTES) {
    throw new ManifestSyntaxError(textTooLarge(MAX_TEXT_BYTES / 1024));
  }
  const lines = new LineCounter();
  const parsed = parse(text, lines);
  const documents = parsed.filter(source => !isEmpty(source));
  if (documents.length > MAX_DOCUMENTS) {
    throw new ManifestSyntaxError(
      tooManyDocuments(documents.length, MAX_DOCUMENTS),
    );
  }
  return documents.map(source => readDocument(source, lines));
}

function parse(text: string, lines: LineCounter): Document.Parsed[] {
  const composer = new Composer({
    version: '1.1',
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    customTags: tags => tags.filter(isKnownToKubectl),
  });
  return [...composer.compose(tokenize(text, lines))];
}

/**
 * The composer recurses, the parser before it does not. A text of a hundred
 * thousand brackets would end the whole process, and not with an exception.
 */
function tokenize(text: string, lines: LineCounter): CST.Token[] {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) {
      throw new ManifestSyntaxError(nestedTooDeeply());
    }
  }
  tokens.push(...parser.end());
  return tokens;
}

/** Dates and base-60 numbers are plain text to kubectl; binary and sets do not occur. */
function isKnownToKubectl(tag: ScalarTag | CollectionTag | string): boolean {
  if (typeof tag === 'string') return false;
  const { tag: name, format } = tag as ScalarTag;
  return !(
    format === 'TIME' || /(timestamp|binary|set|omap|pairs)$/.test(name)
  );
}

/** As between two `---`. */
function isEmpty({ contents, errors }: Document.Parsed): boolean {
  const nothing = !contents || (isScalar(contents) && contents.value === null);
  return nothing && errors.length === 0;
}

function readDocument(
  source: Document.Parsed,
  lines: LineCounter,
): ManifestDocument {
  const [problem] = source.errors;
  if (problem) {
    throw new ManifestSyntaxError(
      yamlProblem(problem.message),
      lines.linePos(problem.pos[0]),
    );
  }
  const position = lines.linePos(source.contents?.range[0] ?? 0);
  if (!isMap(source.contents)) {
    throw new ManifestSyntaxError(notAnObject(), position);
  }
  const object = toObject(source, position);
  for (const field of ['apiVersion', 'kind']) {
    if (typeof object[field] !== 'string' || object[field] === '') {
      throw new ManifestSyntaxError(fieldMissing(field), position);
    }
  }
  const { metadata } = object;
  const name = (metadata as { name?: unknown } | null | undefined)?.name;
  if (typeof name !== 'string' || name === '') {
    throw new ManifestSyntaxError(fieldMissing('metadata.name'), position);
  }
  return {
    line: position.line,
    object: object as ManifestObject,
    source,
    lines,
  };
}

function toObject(
  source: Document.Parsed,
  position: { line: number; col: number },
): Record<string, unknown> {
  try {
    return source.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (error instanceof ReferenceError) {
      throw new ManifestSyntaxError(aliasesRefused(), position);
    }
    throw error;
  }
}

import type { ContentProblem } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
} from 'yaml';
import type { Document, Node } from 'yaml';
import type { z } from 'zod';
import { describeIssue, flattenIssues } from './issues';

/** Where a value stands in a specification. @public */
export type SpecPath = readonly (string | number)[];

/**
 * A YAML specification that remembers where each of its values stands.
 *
 * @public
 */
export class SpecDocument {
  readonly #file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  private constructor(file: string, document: Document, lines: LineCounter) {
    this.#file = file;
    this.#document = document;
    this.#lines = lines;
  }

  /** Reads YAML text; `file` is what problems name. Never throws for bad YAML. */
  static parse(file: string, text: string): SpecDocument {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
    });
    return new SpecDocument(file, document, lines);
  }

  /** 1-based position of a value or of its key, or of the nearest object around it. */
  position(
    path: SpecPath,
    of: 'value' | 'key' = 'value',
  ): { line: number; column: number } {
    for (let length = path.length; length > 0; length--) {
      const offset = this.#offset(path.slice(0, length), of);
      if (offset !== undefined) {
        return this.#at(offset);
      }
    }
    return this.#at(startOf(this.#document.contents) ?? 0);
  }

  /** A problem that stands at a value. */
  problem(path: SpecPath, message: string, expected?: string): ContentProblem {
    return {
      file: this.#file,
      ...this.position(path),
      ...(path.length > 0 && { field: path.join('.') }),
      message,
      ...(expected && { expected }),
    };
  }

  /** The value as the schema wants it, or everything that is wrong with it. */
  validate<T extends z.ZodType>(
    schema: T,
  ): { value: z.infer<T> } | { problems: ContentProblem[] } {
    const { errors, warnings } = this.#document;
    const syntax = [...errors, ...warnings].map(error => ({
      file: this.#file,
      ...this.#at(error.pos[0]),
      message: error.message,
      expected: 'valid YAML',
    }));
    if (syntax.length > 0) {
      return { problems: syntax };
    }
    let input: unknown;
    try {
      input = this.#document.toJS();
    } catch (error) {
      return {
        problems: [this.problem([], (error as Error).message, 'valid YAML')],
      };
    }
    const result = schema.safeParse(input);
    if (result.success) {
      return { value: result.data };
    }
    return {
      problems: flattenIssues(result.error.issues).map(issue => {
        const path = issue.path as (string | number)[];
        const { message, expected } = describeIssue(
          issue,
          this.#document.getIn(path),
        );
        return {
          ...this.problem(path, message, expected),
          ...(issue.code === 'unrecognized_keys' && this.position(path, 'key')),
        };
      }),
    };
  }

  #offset(path: SpecPath, of: 'value' | 'key'): number | undefined {
    const parent = this.#document.getIn(path.slice(0, -1), true);
    const last = path[path.length - 1];
    const key = isMap(parent)
      ? parent.items.find(
          item => isPair(item) && isScalar(item.key) && item.key.value === last,
        )?.key
      : undefined;
    const value = isCollection(parent) ? parent.get(last, true) : undefined;
    const byKey = of === 'key' || isMap(value) || !value;
    return startOf(byKey ? key : value) ?? startOf(value);
  }

  #at(offset: number) {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

import {
  checkKindOf,
  type CheckKindName,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { errorText, unfitMessage } from '../messages';
import { createCustomKind } from './custom';
import type {
  CheckEvaluator,
  CheckKind,
  CustomCheckKind,
  OpenCheckOptions,
} from './types';
import { unfitCheck } from './unfitCheck';

/** The kinds of check of one lab runtime: its own, and those of plugins. */
export class CheckKindRegistry {
  readonly #kinds: Map<CheckKindName, CheckKind>;
  readonly #custom = new Map<string, CustomCheckKind>();

  /** @param kinds - the engine's own; `custom` is always there */
  static create(kinds: CheckKind[]): CheckKindRegistry {
    return new CheckKindRegistry(kinds);
  }

  private constructor(kinds: CheckKind[]) {
    const custom = createCustomKind(name => this.#custom.get(name));
    this.#kinds = new Map([...kinds, custom].map(kind => [kind.name, kind]));
  }

  /** @throws Error if there is a kind of that name already */
  add(kind: CustomCheckKind): void {
    if (this.#custom.has(kind.name)) {
      throw new Error(`There is a kind of check "${kind.name}" already`);
    }
    this.#custom.set(kind.name, kind);
  }

  /**
   * A check that its author got wrong is `unknown` and says why.
   *
   * @throws Error for a kind that was left out of {@link CheckKindRegistry.create}
   */
  open(options: OpenCheckOptions): CheckEvaluator {
    const name = checkKindOf(options.check);
    const kind = this.#kinds.get(name);
    if (!kind) {
      throw new Error(`There is no kind of check "${name}"`);
    }
    try {
      return kind.open(options);
    } catch (error) {
      // The other checks of the session are as good as before.
      return unfitCheck(unfitMessage(errorText(error)));
    }
  }
}

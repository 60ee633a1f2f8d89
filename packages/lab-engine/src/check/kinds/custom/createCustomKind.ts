import type { CheckEvaluation } from '../../judge';
import { errorText, unfitMessage } from '../../messages';
import type { ObjectSubscription } from '../../types';
import type {
  CheckEvaluator,
  CheckKind,
  CustomCheckKind,
  OpenCheckOptions,
  OpenCustomCheckOptions,
} from '../types';
import { unfitCheck } from '../unfitCheck';
import { notRegistered, takesTooLong } from './messages';

/** How long a plugin may take; the other checks of the session wait for it. */
const ANSWER_WAIT_MS = 2_000;

/** Keeps what a plugin does wrong from the other checks of a session. */
class PluginEvaluator implements CheckEvaluator {
  readonly #evaluator: CheckEvaluator;
  readonly #options: OpenCheckOptions;
  /** Under way for too long; asked again only when it is done. */
  #late: Promise<void> | undefined;

  constructor(evaluator: CheckEvaluator, options: OpenCheckOptions) {
    this.#evaluator = evaluator;
    this.#options = options;
  }

  get kinds() {
    return this.#evaluator.kinds;
  }

  get dueAt() {
    return this.#late ? undefined : this.#evaluator.dueAt;
  }

  async evaluate(
    objects: Pick<ObjectSubscription, 'read'>,
    now: Date,
  ): Promise<CheckEvaluation | undefined> {
    if (this.#late) return this.#isLate();
    const answered = this.#ask(objects, now);
    let cancel = () => {};
    const late = new Promise<'late'>(resolve => {
      const { clock } = this.#options.context;
      cancel = clock.schedule(ANSWER_WAIT_MS, () => resolve('late'));
    });
    const first = await Promise.race([answered, late]);
    cancel();
    if (first !== 'late') return first;
    this.#late = answered.then(() => {
      this.#late = undefined;
      this.#options.onChange();
    });
    return this.#isLate();
  }

  stop() {
    this.#evaluator.stop();
  }

  async #ask(
    objects: Pick<ObjectSubscription, 'read'>,
    now: Date,
  ): Promise<CheckEvaluation | undefined> {
    try {
      return await this.#evaluator.evaluate(objects, now);
    } catch (error) {
      const message = unfitMessage(errorText(error));
      return { outcome: 'unknown', reason: 'error', message, evidence: [] };
    }
  }

  #isLate(): CheckEvaluation {
    const { kind } = this.#options.check.custom!;
    return {
      outcome: 'unknown',
      reason: 'timeout',
      message: takesTooLong(kind),
      evidence: [],
    };
  }
}

/** Without the backend's own identity. */
function forPlugin(options: OpenCheckOptions): OpenCustomCheckOptions {
  const { backend, engine, ...context } = options.context;
  return { ...options, context };
}

/**
 * Checks that plugins of the portal judge.
 *
 * @param find - the kind of that name, if a plugin has brought it
 */
export function createCustomKind(
  find: (name: string) => CustomCheckKind | undefined,
): CheckKind {
  return {
    name: 'custom',
    open(options) {
      const { kind: name, spec } = options.check.custom!;
      const kind = find(name);
      if (!kind) return unfitCheck(notRegistered(name));
      const problems = kind.problems(spec);
      return problems.length > 0
        ? unfitCheck(unfitMessage(problems.join('; ')))
        : new PluginEvaluator(kind.open(forPlugin(options)), options);
    },
  };
}

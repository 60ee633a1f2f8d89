import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { compilePattern } from '../../../cel';
import type { CheckEvaluation } from '../../judge';
import type { ObjectSubscription } from '../../types';
import { ResourcesEvaluator } from '../resources';
import type { CheckEvaluator, CheckKind, OpenCheckOptions } from '../types';
import { cannotGrade, gradingFailed, noAnswer } from './messages';
import { normaliseAnswer } from './normaliseAnswer';

/**
 * Grades what the learner has answered. Its evaluations carry no evidence and
 * none of the engine's sentences, since both may name what is right.
 */
class AnswerEvaluator implements CheckEvaluator {
  readonly #options: OpenCheckOptions;
  readonly #answer: NonNullable<Check['answer']>;
  /** For answers that are graded by an expression. */
  readonly #expression: ResourcesEvaluator | undefined;
  readonly #stopListening: (() => void) | undefined;

  constructor(options: OpenCheckOptions) {
    const { check, context, onChange } = options;
    this.#options = options;
    this.#answer = check.answer!;
    const { expr } = this.#answer;
    if (expr) {
      const assert = [{ expr, message: check.message! }];
      this.#expression = ResourcesEvaluator.create({
        check: { ...check, assert },
        context: { ...context, pins: undefined },
        variables: () => ({ answer: this.#read() }),
      });
    }
    this.#stopListening = context.answers?.onChange(onChange);
  }

  get kinds() {
    return this.#expression?.kinds ?? [];
  }

  get dueAt() {
    return this.#expression?.dueAt;
  }

  async evaluate(
    objects: Pick<ObjectSubscription, 'read'>,
    now: Date,
  ): Promise<CheckEvaluation | undefined> {
    const answer = this.#read();
    if (!answer) return notYet(noAnswer());
    if (this.#expression) return this.#grade(objects, now);
    const { accept, matches, caseSensitive } = this.#answer;
    const right = accept
      ? accept.some(text => this.#normalise(text) === answer)
      : compilePattern(`(?${caseSensitive ? '' : 'i'}:${matches})`).matches(
          answer,
        );
    return this.#graded(right);
  }

  stop() {
    this.#stopListening?.();
  }

  #read(): string {
    const { check, context } = this.#options;
    return this.#normalise(context.answers?.read(check.id) ?? '');
  }

  #normalise(text: string): string {
    return normaliseAnswer(text, this.#answer);
  }

  async #grade(
    objects: Pick<ObjectSubscription, 'read'>,
    now: Date,
  ): Promise<CheckEvaluation | undefined> {
    const evaluation = await this.#expression!.evaluate(objects, now);
    switch (evaluation?.outcome) {
      case 'unknown':
        return evaluation.reason === 'error'
          ? { ...evaluation, message: gradingFailed(), evidence: [] }
          : { ...evaluation, evidence: [] };
      case 'notYet':
        return evaluation.message === this.#options.check.message
          ? this.#graded(false)
          : notYet(cannotGrade());
      default:
        return evaluation && this.#graded(true);
    }
  }

  #graded(right: boolean): CheckEvaluation {
    return right
      ? { outcome: 'passed', evidence: [] }
      : notYet(this.#options.check.message);
  }
}

function notYet(message: CheckEvaluation['message']): CheckEvaluation {
  return { outcome: 'notYet', message, evidence: [] };
}

/** An answer of the learner, graded on the server. */
export const answerKind: CheckKind = {
  name: 'answer',
  open: options => new AnswerEvaluator(options),
};

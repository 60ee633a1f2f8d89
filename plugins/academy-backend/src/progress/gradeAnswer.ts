import { InputError } from '@backstage/errors';
import type {
  Question,
  QuizAnswerResult,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/**
 * Compares chosen options with the right ones. Right is the very set of the
 * right options: no more, no fewer.
 *
 * @throws InputError for options that the question does not have, and for
 * more or fewer options than its kind allows.
 */
export function gradeAnswer(
  question: Question,
  chosen: string[],
): QuizAnswerResult {
  const unknown = chosen.find(id => question.options.every(o => o.id !== id));
  if (unknown !== undefined) {
    throw new InputError(
      `The question ${question.id} has no option ${JSON.stringify(unknown)}`,
    );
  }
  if (question.kind === 'single' && chosen.length !== 1) {
    throw new InputError(
      `The question ${question.id} wants exactly one option`,
    );
  }
  return {
    questionId: question.id,
    chosen,
    correct: question.options.every(
      option => Boolean(option.correct) === chosen.includes(option.id),
    ),
    options: question.options.map(({ id, correct, explanation }) => ({
      id,
      correct: Boolean(correct),
      explanation,
    })),
  };
}

/** Whether an answer given to an earlier version of the question still fits this one. */
export function stillFits(question: Question, chosen: string[]): boolean {
  return (
    chosen.every(id => question.options.some(option => option.id === id)) &&
    (question.kind === 'multiple' || chosen.length === 1)
  );
}

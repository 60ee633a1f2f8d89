import type {
  Check,
  CheckKindName,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CheckContext, CheckKind } from '../types';
import { AskingEvaluator, type Question } from './AskingEvaluator';

/** A kind of check that is answered by the API server itself. */
export function askingKind(
  name: CheckKindName,
  createQuestion: (check: Check, context: CheckContext) => Question,
): CheckKind {
  return {
    name,
    open: ({ check, context, onChange }) =>
      AskingEvaluator.create({
        question: createQuestion(check, context),
        clock: context.clock,
        onChange,
      }),
  };
}

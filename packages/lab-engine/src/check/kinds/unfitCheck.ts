import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CheckEvaluation } from '../judge';
import type { CheckEvaluator } from './types';

/** A check that cannot be judged, whatever the learner does. */
export function unfitCheck(message: LocalizedText): CheckEvaluator {
  const evaluation: CheckEvaluation = {
    outcome: 'unknown',
    reason: 'error',
    message,
    evidence: [],
  };
  return { kinds: [], evaluate: async () => evaluation, stop: () => {} };
}

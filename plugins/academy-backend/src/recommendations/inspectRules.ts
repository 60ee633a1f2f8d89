import type {
  Content,
  ContentProblem,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { SIGNALS } from './signals';

/** Names configured rules that do not exist, and rules whose unit is not taught. */
export function inspectRules(
  rules: Record<string, UnitId>,
  content: Content,
): ContentProblem[] {
  return Object.entries(rules).flatMap(([rule, unitId]) => {
    const field = `academy.recommendations.rules.${rule}`;
    if (SIGNALS.every(signal => signal.rule !== rule)) {
      return {
        file: 'app-config',
        field,
        message: `there is no rule ${rule}`,
        expected: SIGNALS.map(signal => signal.rule).join(' | '),
      };
    }
    return Object.hasOwn(content.units, unitId)
      ? []
      : {
          file: 'app-config',
          field,
          message: `there is no unit ${unitId}`,
          expected: 'the id of a unit in the lessons folder',
        };
  });
}

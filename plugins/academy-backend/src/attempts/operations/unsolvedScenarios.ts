import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Attempt, Tx } from '../types';

/**
 * Scenarios of a challenge that the learner of an attempt has never passed;
 * what this transaction wrote counts.
 */
export async function unsolvedScenarios(
  options: Tx & {
    attempt: Attempt;
    /** All scenarios of the unit; none in a lab. */
    scenarios: string[];
  },
): Promise<string[]> {
  const { trx, attempt, scenarios } = options;
  const passed = await trx<AttemptRow>(ATTEMPT_TABLE)
    .where({ user_ref: attempt.userRef, unit_id: attempt.unitId })
    .whereNotNull('passed_at')
    .pluck('scenario');
  return scenarios.filter(scenario => !passed.includes(scenario));
}

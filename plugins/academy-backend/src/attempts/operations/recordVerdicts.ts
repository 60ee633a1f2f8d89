import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  ATTEMPT_TABLE,
  VERDICT_TABLE,
  type AttemptRow,
  type VerdictRow,
} from '../tables';
import type { Attempt, Claim, StoredVerdict, Tx } from '../types';
import { appendEvents } from './appendEvents';
import { lockAttempt } from './lockAttempt';
import { keepTime } from './keepTime';
import { listVerdicts } from './readAttempt';

/**
 * Writes changed verdicts with their events. When they solve an attempt that
 * is `ready`, it becomes `passed` in the same transaction, and so does
 * whatever `onPassed` writes.
 *
 * @returns `lost` when the claim was lost, or the attempt is neither `ready`
 * nor `passed` any more; nothing is written then.
 */
export async function recordVerdicts(
  options: Tx & {
    claim: Claim;
    verdicts: Verdict[];
    isSolved(all: StoredVerdict[]): boolean;
    /** False while the cluster cannot be read, which stops the clock. */
    isReadable(all: StoredVerdict[]): boolean;
    onPassed(
      attempt: Attempt,
      all: StoredVerdict[],
      passedAt: Date,
    ): Promise<void>;
  },
): Promise<'lost' | 'recorded' | 'passed'> {
  const { trx, claim, verdicts } = options;
  const attempt = await lockAttempt({
    trx,
    where: { id: claim.id, fencing_token: claim.fencingToken },
  });
  const live = attempt?.state === 'ready' || attempt?.state === 'passed';
  if (!attempt || !live || attempt.endedAt) {
    return 'lost';
  }

  const now = new Date();
  await trx<VerdictRow>(VERDICT_TABLE)
    .insert(
      verdicts.map(verdict => ({
        attempt_id: claim.id,
        check_id: verdict.checkId,
        outcome: verdict.outcome,
        body: JSON.stringify(verdict),
        passed_at: verdict.outcome === 'passed' ? now : null,
      })),
    )
    .onConflict(['attempt_id', 'check_id'])
    .merge({
      outcome: trx.raw('excluded.outcome'),
      body: trx.raw('excluded.body'),
      // A check that has passed once has passed, whatever comes later.
      passed_at: trx.raw('coalesce(??, excluded.passed_at)', [
        `${VERDICT_TABLE}.passed_at`,
      ]),
    } as any);
  await appendEvents({
    trx,
    attemptId: claim.id,
    events: verdicts.map(verdict => ({ type: 'verdict', verdict })),
  });

  if (attempt.state === 'passed') {
    return 'recorded';
  }
  const all = await listVerdicts({ knex: trx, attemptId: claim.id });
  const readable = options.isReadable(all);
  const timed = await keepTime({ trx, attempt, readable, now });
  if (!options.isSolved(all)) {
    return 'recorded';
  }
  await trx<AttemptRow>(ATTEMPT_TABLE)
    .where({ id: claim.id })
    .update({ state: 'passed', message: null, passed_at: now });
  await appendEvents({
    trx,
    attemptId: claim.id,
    events: [{ type: 'state', state: 'passed' }],
  });
  await options.onPassed(timed, all, now);
  return 'passed';
}

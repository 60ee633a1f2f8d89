import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Claim, Db } from '../types';
import { endFaults } from './faultJournal';

/**
 * Notes that nothing of an ended attempt is left on its cluster, which frees
 * its place and ends its faults.
 */
export async function markSandboxGone(
  options: Db & { claim: Claim },
): Promise<void> {
  const { knex, claim } = options;
  await knex.transaction(async trx => {
    const gone = await trx<AttemptRow>(ATTEMPT_TABLE)
      .where({ id: claim.id, fencing_token: claim.fencingToken })
      .whereNotNull('ended_at')
      .update({
        sandbox_gone_at: new Date(),
        lease_owner: null,
        lease_expires_at: null,
      });
    if (gone > 0) {
      await endFaults({ trx, attemptId: claim.id });
    }
  });
}

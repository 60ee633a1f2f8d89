import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Claim, Db } from '../types';

/** Notes that nothing of an ended attempt is left on its cluster, which frees its place. */
export async function markSandboxGone(
  options: Db & { claim: Claim },
): Promise<void> {
  const { knex, claim } = options;
  await knex<AttemptRow>(ATTEMPT_TABLE)
    .where({ id: claim.id, fencing_token: claim.fencingToken })
    .whereNotNull('ended_at')
    .update({
      sandbox_gone_at: new Date(),
      lease_owner: null,
      lease_expires_at: null,
    });
}

import { ATTEMPT_TABLE, type AttemptRow } from '../tables';
import type { Claim, Db } from '../types';

/**
 * Asked right before the cluster is changed: a process that stood still for a
 * while may have lost its attempt to another one, whose work it would undo.
 *
 * @throws Error when the claim was lost or the attempt has ended.
 */
export async function assertHeld(
  options: Db & { claim: Claim },
): Promise<void> {
  const { knex, claim } = options;
  const held = await knex<AttemptRow>(ATTEMPT_TABLE)
    .where({ id: claim.id, fencing_token: claim.fencingToken })
    .whereNull('ended_at')
    .first('id');
  if (!held) {
    throw new Error(`Attempt ${claim.id} is no longer held by this worker`);
  }
}

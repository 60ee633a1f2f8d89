import type { JournalEntry } from '@kubernetes-academy/backstage-plugin-academy-node';
import {
  ATTEMPT_TABLE,
  FAULT_JOURNAL_TABLE,
  type AttemptRow,
  type FaultJournalRow,
} from '../tables';
import type { Claim, Db } from '../types';

/**
 * Writes down what a fault is about to change.
 *
 * @throws Error when the claim was lost: the change must not be made then.
 */
export async function recordFault(
  options: Db & { claim: Claim; entry: JournalEntry },
): Promise<void> {
  const { knex, claim, entry } = options;
  await knex.transaction(async trx => {
    const holder = await trx<AttemptRow>(ATTEMPT_TABLE)
      .where({ id: claim.id, fencing_token: claim.fencingToken })
      .whereNull('ended_at')
      .forUpdate()
      .first('id');
    if (!holder) {
      throw new Error(`Attempt ${claim.id} is no longer held by this worker`);
    }
    await trx<FaultJournalRow>(FAULT_JOURNAL_TABLE).insert({
      attempt_id: claim.id,
      file: entry.file,
      api_version: entry.apiVersion,
      kind: entry.kind,
      name: entry.name,
      before: entry.before && JSON.stringify(entry.before),
      applied_at: new Date(),
    });
  });
}

/** Notes that the sandbox was wiped: no fault is left in it. */
export async function markFaultsReverted(
  options: Db & { claim: Claim },
): Promise<void> {
  const { knex, claim } = options;
  await knex<FaultJournalRow>(FAULT_JOURNAL_TABLE)
    .where({ attempt_id: claim.id })
    .whereNull('reverted_at')
    .update({ reverted_at: new Date() });
}

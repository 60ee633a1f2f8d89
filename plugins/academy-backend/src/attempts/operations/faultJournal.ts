import type { JournalEntry } from '@kubernetes-academy/backstage-plugin-academy-node';
import {
  ATTEMPT_TABLE,
  FAULT_JOURNAL_TABLE,
  type AttemptRow,
  type FaultJournalRow,
} from '../tables';
import type { Claim, Db, Tx } from '../types';

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

/** What faults of an attempt have changed and nobody has undone, in order. */
export async function listOpenFaults(
  options: Db & { attemptId: string },
): Promise<JournalEntry[]> {
  const rows = await options
    .knex<FaultJournalRow>(FAULT_JOURNAL_TABLE)
    .where({ attempt_id: options.attemptId })
    .whereNull('reverted_at')
    .orderBy('id');
  return rows.map(row => ({
    file: row.file,
    apiVersion: row.api_version,
    kind: row.kind,
    name: row.name,
    before: row.before === null ? null : JSON.parse(row.before),
  }));
}

/**
 * Notes that the sandbox is as it was before any fault: it was wiped, or what
 * the faults did was undone before anybody was let in.
 */
export async function markFaultsReverted(
  options: Db & { claim: Claim },
): Promise<void> {
  const { knex, claim } = options;
  await knex.transaction(async trx => {
    const held = await trx<AttemptRow>(ATTEMPT_TABLE)
      .where({ id: claim.id, fencing_token: claim.fencingToken })
      .update({ dirty: false });
    if (held > 0) {
      await endFaults({ trx, attemptId: claim.id });
    }
  });
}

/** No fault outlives its sandbox. */
export async function endFaults(
  options: Tx & { attemptId: string },
): Promise<void> {
  await options
    .trx<FaultJournalRow>(FAULT_JOURNAL_TABLE)
    .where({ attempt_id: options.attemptId })
    .whereNull('reverted_at')
    .update({ reverted_at: new Date() });
}

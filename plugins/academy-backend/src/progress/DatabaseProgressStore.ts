import type {
  UnitId,
  UnitProgress,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';
import { toIso } from '../database';
import type { CompletedRecord, ProgressStore, StartedRecord } from '../types';
import {
  PROGRESS_TABLE,
  UNIT_START_TABLE,
  type ProgressRow,
  type UnitStartRow,
} from './tables';

/** The newest completion of a unit by a learner. */
export interface Completion {
  userRef: string;
  unitId: UnitId;
  /** ISO time. */
  completedAt: string;
}

/** Keeps progress per learner, unit and version of its content. */
export class DatabaseProgressStore implements ProgressStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseProgressStore {
    return new DatabaseProgressStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async recordStarted(record: StartedRecord): Promise<void> {
    const { userRef, unitId, trx = this.#knex } = record;
    await trx<UnitStartRow>(UNIT_START_TABLE)
      .insert({ user_ref: userRef, unit_id: unitId, started_at: new Date() })
      .onConflict(['user_ref', 'unit_id'])
      .ignore();
  }

  async recordCompleted(record: CompletedRecord): Promise<void> {
    const { trx = this.#knex, at } = record;
    await trx<ProgressRow>(PROGRESS_TABLE)
      .insert({
        user_ref: record.userRef,
        unit_id: record.unitId,
        content_hash: record.contentHash,
        assisted: record.assisted,
        completed_at: at,
        evidence: JSON.stringify(record.evidence),
      })
      .onConflict(['user_ref', 'unit_id', 'content_hash', 'assisted'])
      .merge(['completed_at', 'evidence'])
      // A repeated or late write never sets the date back.
      .where(`${PROGRESS_TABLE}.completed_at`, '<', at);
  }

  /** Everything the learner has started or completed, by unit. */
  async list(userRef: string): Promise<Map<UnitId, UnitProgress>> {
    const started = await this.#knex<UnitStartRow>(UNIT_START_TABLE)
      .where({ user_ref: userRef })
      .select('unit_id');
    const completed = await this.#knex<ProgressRow>(PROGRESS_TABLE)
      .where({ user_ref: userRef })
      .orderBy('completed_at');

    const progress = new Map<UnitId, UnitProgress>();
    for (const { unit_id: unitId } of started) {
      progress.set(unitId, { unitId, state: 'started', assisted: false });
    }
    for (const row of completed) {
      const earlier = progress.get(row.unit_id);
      progress.set(row.unit_id, {
        unitId: row.unit_id,
        state: 'completed',
        completedAt: toIso(row.completed_at),
        // One completion without help, of whatever version, is enough.
        assisted:
          Boolean(row.assisted) &&
          (earlier?.state !== 'completed' || earlier.assisted),
      });
    }
    return progress;
  }

  /** The newest completion of each of these units by each of these learners. */
  async completions(options: {
    unitIds: UnitId[];
    userRefs: string[];
  }): Promise<Completion[]> {
    const rows: Pick<ProgressRow, 'user_ref' | 'unit_id' | 'completed_at'>[] =
      await this.#knex(PROGRESS_TABLE)
        .whereIn('unit_id', options.unitIds)
        .whereIn('user_ref', options.userRefs)
        .groupBy('user_ref', 'unit_id')
        .select('user_ref', 'unit_id')
        .max({ completed_at: 'completed_at' });
    return rows.map(row => ({
      userRef: row.user_ref,
      unitId: row.unit_id,
      completedAt: toIso(row.completed_at),
    }));
  }
}

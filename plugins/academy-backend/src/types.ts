import type {
  Content,
  Evidence,
  LearnerRecord,
  Unit,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';

/** The loaded lessons; in development they change while the portal runs. */
export interface ContentService {
  get(): Content;
  unit(id: UnitId): Unit | undefined;
}

/** That a learner opened a unit. */
export interface StartedRecord {
  /** Writes within this transaction when given. */
  trx?: Knex.Transaction;
  userRef: string;
  unitId: UnitId;
}

/** That a learner completed a unit. */
export interface CompletedRecord extends StartedRecord {
  /** Hash of the content the learner was judged by. */
  contentHash: string;
  /** The solution had been revealed. */
  assisted: boolean;
  /** What the decision was read from; empty for lessons. */
  evidence: Evidence[];
  at: Date;
}

/** What each learner has started and completed. Every method is idempotent. */
export interface ProgressStore {
  recordStarted(record: StartedRecord): Promise<void>;
  /** An unassisted completion is never replaced by an assisted one. */
  recordCompleted(record: CompletedRecord): Promise<void>;
}

/** An attempt as a learner's record shows it; the title comes from the content. */
export type PastAttempt = Omit<LearnerRecord['attempts'][number], 'title'>;

/** What the record needs to know of attempts. */
export interface AttemptHistory {
  /** All attempts of the learner, newest first. */
  history(userRef: string): Promise<PastAttempt[]>;
}

import type {
  AttemptEvent,
  AttemptState,
  LocalizedText,
  Score,
  UnitId,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';

/** One run of one lab or scenario, as the services know it. */
export interface Attempt {
  id: string;
  userRef: string;
  unitId: UnitId;
  /** Challenges only. */
  scenario?: string;
  contentHash: string;
  cluster: string;
  namespace: string;
  /** Set once the sandbox is complete. */
  sandboxUid?: string;
  state: AttemptState;
  message?: LocalizedText;
  assisted: boolean;
  /** The sandbox may hold more than its guards: preparing it again starts with a wipe. */
  dirty: boolean;
  createdAt: Date;
  readyAt?: Date;
  passedAt?: Date;
  /** The learner's part is over and the sandbox is to be removed. */
  endedAt?: Date;
  /** Nothing is left on the cluster. */
  sandboxGoneAt?: Date;
  expiresAt: Date;
  /** Never extended beyond; absent while it waits for its turn. */
  hardEndsAt?: Date;
  /** Ends unless the learner does something before; absent while it waits for its turn. */
  idleEndsAt?: Date;
  /** Time since `readyAt` that does not count. */
  pausedMs: number;
  /** The clock stands still: the cluster cannot be read. */
  pausedSince?: Date;
  /** Its parameters are drawn from it: whoever knows it knows the answers. */
  seed: string;
  /** Ended by the learner to see what was wrong. */
  gaveUp: boolean;
  /** Of a scenario that was passed without its solution. */
  score?: Score;
  fencingToken: number;
}

/** A verdict and whether its check has ever passed. */
export interface StoredVerdict {
  verdict: Verdict;
  passedAt?: Date;
}

/** An event before the database has numbered it. */
export type NewEvent = AttemptEvent extends infer E
  ? E extends AttemptEvent
    ? Omit<E, 'id' | 'at'>
    : never
  : never;

/** Proof that a worker still holds the attempt; an older token is refused. */
export interface Claim {
  id: string;
  fencingToken: number;
}

/** A connection or, within a transaction, that transaction. */
export interface Db {
  knex: Knex;
}

/** Within a transaction. */
export interface Tx {
  trx: Knex.Transaction;
}

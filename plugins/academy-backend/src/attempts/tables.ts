import type {
  AttemptEvent,
  AttemptState,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { DbTime } from '../database';
import type { Attempt, StoredVerdict } from './types';

export const ATTEMPT_TABLE = 'attempt';
export const EVENT_TABLE = 'attempt_event';
export const VERDICT_TABLE = 'verdict';
export const FAULT_JOURNAL_TABLE = 'fault_journal';

/** Row of `attempt`. */
export interface AttemptRow {
  id: string;
  user_ref: string;
  unit_id: string;
  scenario: string | null;
  content_hash: string;
  cluster: string;
  namespace: string;
  sandbox_uid: string | null;
  state: AttemptState;
  message: string | null;
  assisted: boolean | 0 | 1;
  dirty: boolean | 0 | 1;
  created_at: DbTime;
  ready_at: DbTime | null;
  passed_at: DbTime | null;
  ended_at: DbTime | null;
  sandbox_gone_at: DbTime | null;
  expires_at: DbTime;
  lease_owner: string | null;
  lease_expires_at: DbTime | null;
  fencing_token: number;
}

/** Row of `attempt_event`. */
export interface EventRow {
  id: number;
  attempt_id: string;
  at: DbTime;
  type: AttemptEvent['type'];
  payload: string;
}

/** Row of `verdict`. */
export interface VerdictRow {
  attempt_id: string;
  check_id: string;
  outcome: Verdict['outcome'];
  body: string;
  passed_at: DbTime | null;
}

/** Row of `fault_journal`. */
export interface FaultJournalRow {
  id: number;
  attempt_id: string;
  file: string;
  api_version: string;
  kind: string;
  name: string;
  before: string | null;
  applied_at: DbTime;
  reverted_at: DbTime | null;
}

function toDate(time: DbTime | null): Date | undefined {
  return time === null ? undefined : new Date(time);
}

/** Row to domain. */
export function toAttempt(row: AttemptRow): Attempt {
  return {
    id: row.id,
    userRef: row.user_ref,
    unitId: row.unit_id,
    scenario: row.scenario ?? undefined,
    contentHash: row.content_hash,
    cluster: row.cluster,
    namespace: row.namespace,
    sandboxUid: row.sandbox_uid ?? undefined,
    state: row.state,
    message: row.message ? JSON.parse(row.message) : undefined,
    assisted: Boolean(row.assisted),
    dirty: Boolean(row.dirty),
    createdAt: new Date(row.created_at),
    readyAt: toDate(row.ready_at),
    passedAt: toDate(row.passed_at),
    endedAt: toDate(row.ended_at),
    sandboxGoneAt: toDate(row.sandbox_gone_at),
    expiresAt: new Date(row.expires_at),
    fencingToken: row.fencing_token,
  };
}

/** Row to domain. */
export function toStoredVerdict(row: VerdictRow): StoredVerdict {
  return { verdict: JSON.parse(row.body), passedAt: toDate(row.passed_at) };
}

/** Row to API. */
export function toEvent(row: EventRow): AttemptEvent {
  return {
    id: row.id,
    at: new Date(row.at).toISOString(),
    type: row.type,
    ...JSON.parse(row.payload),
  };
}

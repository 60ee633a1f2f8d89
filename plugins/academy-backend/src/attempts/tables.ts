import type {
  AttemptEvent,
  AttemptState,
  LabSwitch,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { DbTime } from '../database';
import type { Attempt, StoredVerdict } from './types';

export const ATTEMPT_TABLE = 'attempt';
export const EVENT_TABLE = 'attempt_event';
export const VERDICT_TABLE = 'verdict';
export const FAULT_JOURNAL_TABLE = 'fault_journal';
export const SWITCH_TABLE = 'lab_switch';
export const ANSWER_TABLE = 'attempt_answer';
export const OBJECT_TABLE = 'attempt_object';

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
  claimed_at: DbTime | null;
  hard_ends_at: DbTime | null;
  idle_ends_at: DbTime | null;
  paused_ms: number;
  paused_since: DbTime | null;
  queue: string | null;
  seed: string;
  gave_up: boolean | 0 | 1;
  score: string | null;
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

/** Row of `attempt_answer`. */
export interface AnswerRow {
  attempt_id: string;
  check_id: string;
  answer: string;
  answered_at: DbTime;
}

/** Row of `attempt_object`. */
export interface ObjectRow {
  attempt_id: string;
  api_version: string;
  kind: string;
  name: string;
  uid: string | null;
  healthy: string | null;
  broken: string | null;
  left_behind: string | null;
  left_at: DbTime | null;
}

/** Row of `lab_switch`. */
export interface SwitchRow {
  /** A training cluster, or {@link ALL_CLUSTERS}. */
  cluster: string;
  reason: string;
  since: DbTime;
  by_ref: string;
}

/** Stands for every training cluster, those included that are added later. */
export const ALL_CLUSTERS = '*';

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
    hardEndsAt: toDate(row.hard_ends_at),
    idleEndsAt: toDate(row.idle_ends_at),
    pausedMs: row.paused_ms,
    pausedSince: toDate(row.paused_since),
    seed: row.seed,
    gaveUp: Boolean(row.gave_up),
    score: row.score ? JSON.parse(row.score) : undefined,
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

/** Row to API. */
export function toLabSwitch(row: SwitchRow): LabSwitch {
  return {
    ...(row.cluster !== ALL_CLUSTERS && { cluster: row.cluster }),
    reason: JSON.parse(row.reason),
    since: new Date(row.since).toISOString(),
    by: row.by_ref,
  };
}

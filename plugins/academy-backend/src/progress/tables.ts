import type { DbTime } from '../database';

export const UNIT_START_TABLE = 'unit_start';
export const PROGRESS_TABLE = 'progress';
export const QUIZ_ANSWER_TABLE = 'quiz_answer';

/** The first time a learner worked in a unit. */
export interface UnitStartRow {
  user_ref: string;
  unit_id: string;
  started_at: DbTime;
}

/** The newest completion of one version of a unit, apart for assisted and unassisted ones. */
export interface ProgressRow {
  user_ref: string;
  unit_id: string;
  content_hash: string;
  /** 0 or 1 on SQLite. */
  assisted: boolean | number;
  completed_at: DbTime;
  /** JSON list of Evidence. */
  evidence: string;
}

/** The last answer of one learner to one question. */
export interface QuizAnswerRow {
  user_ref: string;
  unit_id: string;
  question_id: string;
  content_hash: string;
  /** JSON list of option ids. */
  chosen: string;
  correct: boolean | number;
  answered_at: DbTime;
}

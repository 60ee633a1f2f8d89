import type { UnitId } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';
import { QUIZ_ANSWER_TABLE, type QuizAnswerRow } from './tables';

/** What a learner answered, and what came of it at that time. */
export interface QuizAnswer {
  userRef: string;
  unitId: UnitId;
  questionId: string;
  contentHash: string;
  chosen: string[];
  correct: boolean;
}

/** Keeps the last answer of each learner to each question. */
export class DatabaseQuizStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseQuizStore {
    return new DatabaseQuizStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Replaces an earlier answer to the same question. */
  async save(
    options: QuizAnswer & { at: Date; trx?: Knex.Transaction },
  ): Promise<void> {
    const db = options.trx ?? this.#knex;
    await db<QuizAnswerRow>(QUIZ_ANSWER_TABLE)
      .insert({
        user_ref: options.userRef,
        unit_id: options.unitId,
        question_id: options.questionId,
        content_hash: options.contentHash,
        chosen: JSON.stringify(options.chosen),
        correct: options.correct,
        answered_at: options.at,
      })
      .onConflict(['user_ref', 'unit_id', 'question_id'])
      .merge();
  }

  /** Chosen options by question id. */
  async list(options: {
    userRef: string;
    unitId: UnitId;
  }): Promise<Map<string, string[]>> {
    const rows = await this.#knex<QuizAnswerRow>(QUIZ_ANSWER_TABLE).where({
      user_ref: options.userRef,
      unit_id: options.unitId,
    });
    return new Map(
      rows.map(row => [row.question_id, JSON.parse(row.chosen) as string[]]),
    );
  }
}

import { InputError, NotFoundError } from '@backstage/errors';
import type {
  LearnerRecord,
  QuizAnswerResult,
  Unit,
  UnitId,
  UnitProgress,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { AttemptHistory, ContentService } from '../types';
import type { DatabaseProgressStore } from './DatabaseProgressStore';
import type { DatabaseQuizStore } from './DatabaseQuizStore';
import { gradeAnswer, stillFits } from './gradeAnswer';

/** What one learner has done in a unit. */
export interface LearnerState {
  progress: ReadonlyMap<UnitId, UnitProgress>;
  /** Last answer by question id. */
  answers: ReadonlyMap<string, QuizAnswerResult>;
  /** Ids of the solved scenarios. */
  solved: ReadonlySet<string>;
}

interface ProgressServiceOptions {
  content: ContentService;
  progress: DatabaseProgressStore;
  quiz: DatabaseQuizStore;
  attempts: AttemptHistory;
}

/** What learners do with lessons, and what is known of them. */
export class ProgressService {
  readonly #content: ContentService;
  readonly #progress: DatabaseProgressStore;
  readonly #quiz: DatabaseQuizStore;
  readonly #attempts: AttemptHistory;

  static create(options: ProgressServiceOptions): ProgressService {
    return new ProgressService(options);
  }

  private constructor(options: ProgressServiceOptions) {
    this.#content = options.content;
    this.#progress = options.progress;
    this.#quiz = options.quiz;
    this.#attempts = options.attempts;
  }

  /** Progress of the learner by unit. */
  async progressOf(userRef: string): Promise<Map<UnitId, UnitProgress>> {
    return this.#progress.list(userRef);
  }

  /** What the learner has done in this unit. */
  async stateIn(unit: Unit, userRef: string): Promise<LearnerState> {
    const { spec } = unit;
    return {
      progress: await this.#progress.list(userRef),
      answers:
        spec.kind === 'Lesson' ? await this.#answers(unit, userRef) : new Map(),
      solved:
        spec.kind === 'Challenge'
          ? await this.#solved(unit.id, userRef)
          : new Set(),
    };
  }

  /**
   * The learner says that the lesson is done. Saying it again renews the date.
   *
   * @throws NotFoundError, and InputError for units that are completed by passing.
   */
  async complete(unitId: UnitId, userRef: string): Promise<UnitProgress> {
    const unit = this.#unit(unitId);
    if (unit.spec.kind !== 'Lesson') {
      throw new InputError(
        `${unitId} is a ${unit.spec.kind}: it is completed by passing it`,
      );
    }
    await this.#progress.recordCompleted({
      userRef,
      unitId,
      contentHash: unit.hash,
      assisted: false,
      evidence: [],
      at: new Date(),
    });
    return (await this.#progress.list(userRef)).get(unitId)!;
  }

  /**
   * Grades an answer and keeps it in place of an earlier one.
   *
   * @throws NotFoundError for an unknown unit or question, InputError for options that do not fit.
   */
  async answer(options: {
    unitId: UnitId;
    questionId: string;
    chosen: string[];
    userRef: string;
  }): Promise<QuizAnswerResult> {
    const { unitId, questionId, chosen, userRef } = options;
    const unit = this.#unit(unitId);
    const question = questionsOf(unit).find(({ id }) => id === questionId);
    if (!question) {
      throw new NotFoundError(`${unitId} has no question ${questionId}`);
    }
    const result = gradeAnswer(question, chosen);
    await this.#progress.recordStarted({ userRef, unitId });
    await this.#quiz.save({
      userRef,
      unitId,
      questionId,
      contentHash: unit.hash,
      chosen,
      correct: result.correct,
      at: new Date(),
    });
    return result;
  }

  /** Everything the learner has done. Units that are no longer taught are left out; their attempts stay. */
  async record(userRef: string): Promise<LearnerRecord> {
    const progress = await this.#progress.list(userRef);
    const attempts = await this.#attempts.history(userRef);
    return {
      userRef,
      progress: [...progress.values()].flatMap(entry => {
        const spec = this.#content.unit(entry.unitId)?.spec;
        return spec ? [{ ...entry, title: spec.title, kind: spec.kind }] : [];
      }),
      attempts: attempts.map(attempt => ({
        ...attempt,
        title: this.#content.unit(attempt.unitId)?.spec.title ?? {
          en: attempt.unitId,
          ko: attempt.unitId,
        },
      })),
    };
  }

  /** Graded by the question as it is now, in case its text or its options changed. */
  async #answers(unit: Unit, userRef: string) {
    const chosen = await this.#quiz.list({ userRef, unitId: unit.id });
    return new Map(
      questionsOf(unit).flatMap(question => {
        const options = chosen.get(question.id);
        return options && stillFits(question, options)
          ? [[question.id, gradeAnswer(question, options)] as const]
          : [];
      }),
    );
  }

  async #solved(unitId: UnitId, userRef: string) {
    const attempts = await this.#attempts.history(userRef);
    return new Set(
      attempts.flatMap(attempt =>
        attempt.unitId === unitId && attempt.state === 'passed'
          ? attempt.scenario ?? []
          : [],
      ),
    );
  }

  #unit(unitId: UnitId): Unit {
    const unit = this.#content.unit(unitId);
    if (!unit) {
      throw new NotFoundError(`There is no unit ${unitId}`);
    }
    return unit;
  }
}

function questionsOf(unit: Unit) {
  return unit.spec.kind === 'Lesson' ? unit.spec.quiz : [];
}

import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  AttemptView,
  Check,
  Debrief,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { AttemptService, AttemptServiceOptions } from '../AttemptService';
import { findOwn, type OwnAttempt } from '../findOwn';
import { labContent, learnersUnit, type LabContent } from '../labContent';
import {
  giveUpAttempt,
  listObjects,
  noteActivity,
  saveAnswer,
} from '../operations';
import type { Attempt } from '../types';
import { createDebrief } from './debrief/createDebrief';
import { rememberLeftIfPossible } from './rememberLeft';
import type { LoggerService } from '@backstage/backend-plugin-api';

/** What a {@link ChallengeService} works with. */
export type ChallengeServiceOptions = Pick<
  AttemptServiceOptions,
  'knex' | 'content' | 'signals' | 'runtime' | 'lifetimes'
> & {
  attempts: Pick<AttemptService, 'view'>;
  logger: LoggerService;
};

/** An answer as it was taken. */
export interface TakenAnswer {
  checkId: string;
  answer: string;
}

/** What makes an attempt a challenge: its values, answers, and how it ends. */
export class ChallengeService {
  readonly #options: ChallengeServiceOptions;

  static create(options: ChallengeServiceOptions): ChallengeService {
    return new ChallengeService(options);
  }

  private constructor(options: ChallengeServiceOptions) {
    this.#options = options;
  }

  /**
   * The unit with the values of the attempt, but for those that would give
   * the answer away.
   *
   * @throws NotFoundError
   */
  async unit(own: OwnAttempt): Promise<Unit> {
    const attempt = await this.#find(own);
    return learnersUnit(this.#unit(attempt), attempt);
  }

  /**
   * Takes an answer; what it is worth comes as a verdict.
   *
   * @throws NotFoundError for a check that asks for none, InputError for an
   * option that it does not have, ConflictError unless the attempt is running,
   * TooOftenError.
   */
  async answer(own: OwnAttempt & TakenAnswer): Promise<TakenAnswer> {
    const { checkId, answer } = own;
    const { knex, signals, lifetimes } = this.#options;
    const attempt = await this.#find(own);
    const { id } = attempt;
    const { checks } = this.#content(attempt);
    assertFits(
      checks.find(check => check.id === checkId && check.answer),
      own,
    );
    await knex.transaction(async trx => {
      await saveAnswer({ trx, attemptId: id, checkId, answer });
      await noteActivity({ trx, id, lifetimes });
    });
    signals.changed(id);
    return { checkId, answer };
  }

  /**
   * Ends a scenario to see what was wrong.
   *
   * @throws NotFoundError, ConflictError unless the scenario is running.
   */
  async giveUp(own: OwnAttempt): Promise<AttemptView> {
    const { knex, runtime, signals, logger } = this.#options;
    const attempt = await this.#find(own);
    const { id } = attempt;
    await knex.transaction(trx => giveUpAttempt({ trx, attemptId: id }));
    if (runtime) {
      await rememberLeftIfPossible({ knex, runtime, attempt, logger });
    }
    signals.changed(id);
    signals.wake();
    return this.#options.attempts.view(own);
  }

  /**
   * What was wrong in a scenario.
   *
   * @throws NotFoundError, also for a lab; ConflictError while it is locked.
   */
  async debrief(own: OwnAttempt): Promise<Debrief> {
    const { knex, content } = this.#options;
    const attempt = await this.#find(own);
    const { scenario, files } = this.#content(attempt);
    if (!scenario) {
      throw new NotFoundError('Only scenarios of a challenge have a debrief');
    }
    if (!attempt.passedAt && !attempt.endedAt) {
      throw new ConflictError(
        'The debrief is shown once the scenario is passed, given up or ended',
      );
    }
    return createDebrief({
      scenario,
      files,
      objects: await listObjects({ knex, attemptId: attempt.id }),
      readMore: scenario.readMore.flatMap(id => {
        const title = content.unit(id)?.spec.title;
        return title ? [{ id, title }] : [];
      }),
    });
  }

  #find(own: OwnAttempt): Promise<Attempt> {
    return findOwn({ knex: this.#options.knex, own });
  }

  #unit({ unitId }: Attempt): Unit {
    const unit = this.#options.content.unit(unitId);
    if (!unit) {
      throw new NotFoundError(`There is no unit ${unitId} any more`);
    }
    return unit;
  }

  #content(attempt: Attempt): LabContent {
    const lab = labContent(this.#unit(attempt), attempt);
    if (!lab) {
      throw new NotFoundError(
        `${attempt.unitId} has no scenario ${attempt.scenario} any more`,
      );
    }
    return lab;
  }
}

function assertFits(
  check: Check | undefined,
  { checkId, answer }: TakenAnswer,
): void {
  if (!check) {
    throw new NotFoundError(`There is no check ${checkId} that asks for one`);
  }
  const { options } = check.answer!;
  if (options && options.every(({ id }) => id !== answer)) {
    throw new InputError(
      `The check ${checkId} has no option ${JSON.stringify(answer)}`,
    );
  }
}

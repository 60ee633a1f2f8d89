import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { drawParameters } from '@kubernetes-academy/content';
import type { Knex } from 'knex';
import { startAcademy, type TestAcademy } from '../../../__testUtils__';
import { verdict } from '../../__testUtils__/attemptFixtures';
import { eventually } from '../../__testUtils__/eventually';
import { FakeLabRuntime } from '../../__testUtils__/FakeLabRuntime';
import { fakeLabs, Learners } from '../../__testUtils__/Learners';
import { ATTEMPT_TABLE, type AttemptRow } from '../../tables';
import { CHALLENGE, PARAMETERS } from './seededLessons';

/** The Academy with {@link seededLessons} on a fake cluster. */
export class TestChallenges {
  readonly runtime = new FakeLabRuntime();
  readonly knex: Knex;
  academy!: TestAcademy;
  learners!: Learners;

  static async start(options: {
    knex: Knex;
    /** Folder of the lessons. */
    path: string;
  }): Promise<TestChallenges> {
    const { knex, path } = options;
    const challenges = new TestChallenges(knex);
    challenges.runtime.status[0].capabilities = ['real-nodes'];
    challenges.academy = await startAcademy({
      academy: { content: { path, watch: false } },
      features: [
        fakeLabs(challenges.runtime),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => mockServices.database({ knex }),
        }),
      ],
    });
    challenges.learners = new Learners(challenges.academy);
    return challenges;
  }

  private constructor(knex: Knex) {
    this.knex = knex;
  }

  /** What no learner ever sees. */
  async seedOf(path: string): Promise<string> {
    const id = path.split('/').at(-1);
    const row = await this.knex<AttemptRow>(ATTEMPT_TABLE)
      .where({ id })
      .first();
    return row!.seed;
  }

  /** Values of the scenario's parameters in an attempt. */
  async valuesOf(path: string): Promise<Record<string, string>> {
    const seed = await this.seedOf(path);
    return drawParameters({ parameters: PARAMETERS, seed });
  }

  /** @returns the path of a new attempt whose checks are watched */
  async startWatched(learner: string, body: object = CHALLENGE) {
    const { sessions } = this.runtime;
    const before = sessions.length;
    const path = await this.learners.startReady(learner, body);
    await eventually(async () => sessions.length > before);
    return path;
  }

  /** Checks of the newest attempt pass. */
  async pass(...checkIds: string[]): Promise<void> {
    await this.runtime.report(...checkIds.map(id => verdict(id, 'passed')));
  }
}

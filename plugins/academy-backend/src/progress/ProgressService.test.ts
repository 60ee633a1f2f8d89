import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { CHALLENGE, LAB, LESSON, lessons, MINA, text } from '../__testUtils__';
import { DefaultContentService } from '../content';
import { MIGRATIONS_DIRECTORY } from '../database';
import type { PastAttempt } from '../types';
import { DatabaseProgressStore } from './DatabaseProgressStore';
import { DatabaseQuizStore } from './DatabaseQuizStore';
import { ProgressService } from './ProgressService';

jest.setTimeout(60_000);

const attempt = (overrides: Partial<PastAttempt>): PastAttempt => ({
  id: 'b7f0',
  unitId: CHALLENGE,
  scenario: 'wrong-image',
  cluster: 'dev',
  state: 'passed',
  createdAt: '2026-11-01T10:00:00.000Z',
  assisted: false,
  answers: {},
  gaveUp: false,
  pausedMs: 0,
  hintsRevealed: 2,
  ...overrides,
});

describe('ProgressService', () => {
  const directory = createMockDirectory({ content: { lessons } });
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function create(attempts: PastAttempt[] = []) {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const content = await DefaultContentService.create({
      root: directory.resolve('lessons'),
      watch: false,
      examples: false,
      inspectors: [],
      logger: mockServices.logger.mock(),
      lifecycle: mockServices.lifecycle.mock(),
    });
    const progress = DatabaseProgressStore.create({ knex });
    const quiz = DatabaseQuizStore.create({ knex });
    const service = ProgressService.create({
      content,
      progress,
      quiz,
      attempts: { history: async () => attempts },
    });
    return { content, progress, quiz, service };
  }

  it('counts a scenario as solved once it was passed', async () => {
    const passed = await create([
      attempt({ state: 'abandoned' }),
      attempt({ state: 'passed' }),
    ]);
    const unit = passed.content.unit(CHALLENGE)!;
    const { solved } = await passed.service.stateIn(unit, MINA);
    expect(solved).toEqual(new Set(['wrong-image']));

    const other = await create([
      attempt({ state: 'expired' }),
      attempt({ unitId: 'basics/start/other' }),
    ]);
    expect((await other.service.stateIn(unit, MINA)).solved).toEqual(new Set());
  });

  it('records units and attempts with their titles', async () => {
    const gone = attempt({ unitId: 'basics/start/gone', scenario: undefined });
    const { progress, service } = await create([attempt({}), gone]);
    await progress.recordStarted({ userRef: MINA, unitId: LAB });
    await progress.recordStarted({ userRef: MINA, unitId: gone.unitId });
    expect(await service.record(MINA)).toEqual({
      userRef: MINA,
      progress: [
        {
          unitId: LAB,
          state: 'started',
          assisted: false,
          title: text('Deploy'),
          kind: 'Lab',
        },
      ],
      attempts: [
        { ...attempt({}), title: text('Broken') },
        { ...gone, title: { en: gone.unitId, ko: gone.unitId } },
      ],
    });
  });

  it('drops an answer that the question no longer offers', async () => {
    const { content, quiz, service } = await create();
    const given = {
      userRef: MINA,
      unitId: LESSON,
      contentHash: 'earlier',
      correct: true,
      at: new Date('2026-11-01T10:00:00.000Z'),
    };
    await quiz.save({ ...given, questionId: 'cpu', chosen: ['slowed-down'] });
    await quiz.save({ ...given, questionId: 'which', chosen: ['limits'] });
    const { answers } = await service.stateIn(content.unit(LESSON)!, MINA);
    // What is left is graded by the question as it is now.
    expect([...answers.keys()]).toEqual(['which']);
    expect(answers.get('which')?.correct).toBe(false);
  });
});

import { createMockDirectory } from '@backstage/backend-test-utils';
import type {
  CourseView,
  LearnerRecord,
  QuizAnswerResult,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  CHALLENGE,
  JOON,
  LAB,
  LESSON,
  lessons,
  MINA,
  startAcademy,
  text,
  type TestAcademy,
} from '../__testUtils__';

jest.setTimeout(60_000);

describe('progress routes', () => {
  const directory = createMockDirectory({ content: { lessons } });
  let academy: TestAcademy;

  beforeEach(async () => {
    academy = await startAcademy({
      academy: {
        content: { path: directory.resolve('lessons'), watch: false },
      },
    });
  });
  afterEach(() => academy.stop());

  const states = async (userRef: string) => {
    const courses: CourseView[] = (await academy.get('/courses', userRef)).body;
    return courses[0].modules[0].units.map(({ progress }) => progress.state);
  };
  const record = async (userRef: string): Promise<LearnerRecord> =>
    (await academy.get('/record', userRef)).body;
  const answer = (questionId: string, optionIds: string[]) =>
    academy.post(`/units/${LESSON}/quiz/${questionId}`, MINA, { optionIds });
  const quiz = async (userRef: string) => {
    const { body } = await academy.get(`/units/${LESSON}`, userRef);
    return (body as UnitView).quiz;
  };

  it('completes a lesson for who says so, and for nobody else', async () => {
    const { status, body } = await academy.post(
      `/units/${LESSON}/complete`,
      MINA,
    );
    expect([status, body]).toEqual([
      200,
      {
        unitId: LESSON,
        state: 'completed',
        completedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        assisted: false,
      },
    ]);
    expect(await states(MINA)).toEqual([
      'completed',
      'notStarted',
      'notStarted',
    ]);
    expect(await record(MINA)).toEqual({
      userRef: MINA,
      progress: [{ ...body, title: text('Resources'), kind: 'Lesson' }],
      attempts: [],
    });

    expect(await states(JOON)).toEqual(Array(3).fill('notStarted'));
    expect(await record(JOON)).toMatchObject({ progress: [] });
  });

  it.each([LAB, CHALLENGE])('does not take a word for %s', async id => {
    const { status, body } = await academy.post(`/units/${id}/complete`, MINA);
    expect([status, body.error.name]).toEqual([400, 'InputError']);
    expect(body.error.message).toContain('completed by passing it');
    expect(await states(MINA)).not.toContain('completed');
  });

  it('grades an answer, explains every option, and starts the lesson', async () => {
    const { body } = await answer('cpu', ['killed']);
    const result: QuizAnswerResult = {
      questionId: 'cpu',
      chosen: ['killed'],
      correct: false,
      options: [
        {
          id: 'throttled',
          correct: true,
          explanation: text('SECRET-EXPLANATION throttled'),
        },
        {
          id: 'killed',
          correct: false,
          explanation: text('SECRET-EXPLANATION killed'),
        },
      ],
    };
    expect(body).toEqual(result);
    expect((await states(MINA))[0]).toBe('started');

    const [cpu, which] = await quiz(MINA);
    expect(cpu.answer).toEqual(result);
    expect(which).not.toHaveProperty('answer');
    expect((await quiz(JOON))[0]).not.toHaveProperty('answer');
  });

  it('keeps the last answer', async () => {
    await answer('which', ['requests', 'use']);
    const { body } = await answer('which', ['limits', 'requests']);
    expect(body.correct).toBe(true);
    const [, which] = await quiz(MINA);
    expect(which.answer).toEqual(body);
  });

  it.each([
    ['cpu', ['paused'], 'has no option "paused"'],
    ['cpu', ['throttled', 'killed'], 'wants exactly one option'],
  ])('refuses an answer to %s of %j', async (question, options, message) => {
    const { status, body } = await answer(question, options);
    expect([status, body.error.name]).toEqual([400, 'InputError']);
    expect(body.error.message).toContain(message);
    expect((await quiz(MINA))[0]).not.toHaveProperty('answer');
  });
});

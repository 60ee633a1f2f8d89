import { createMockDirectory } from '@backstage/backend-test-utils';
import type {
  ContentHealth,
  CourseView,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  CHALLENGE,
  LAB,
  LEAD,
  LESSON,
  lessons,
  MINA,
  startAcademy,
  text,
  type TestAcademy,
} from '../__testUtils__';

jest.setTimeout(60_000);

describe('content routes', () => {
  const directory = createMockDirectory({ content: { lessons } });
  let academy: TestAcademy;

  beforeAll(async () => {
    academy = await startAcademy({
      academy: {
        content: { path: directory.resolve('lessons'), watch: false },
      },
    });
  });

  const unit = async (id: string): Promise<UnitView> =>
    (await academy.get(`/units/${id}`, MINA)).body;

  it('lists courses, modules and units in order', async () => {
    const { body } = await academy.get('/courses', MINA);
    const courses: CourseView[] = body;
    expect(courses).toEqual([
      {
        id: 'basics',
        title: text('Basics'),
        summary: text('Summary of Basics'),
        audience: text('Everybody'),
        modules: [
          {
            id: 'start',
            title: text('Start'),
            summary: text('Summary of Start'),
            units: [
              expect.objectContaining({ id: LESSON, kind: 'Lesson' }),
              {
                id: LAB,
                kind: 'Lab',
                title: text('Deploy'),
                summary: text('Summary of Deploy'),
                minutes: 10,
                level: 'beginner',
                needs: ['metrics-server'],
                progress: {
                  unitId: LAB,
                  state: 'notStarted',
                  assisted: false,
                },
              },
              expect.objectContaining({ id: CHALLENGE, kind: 'Challenge' }),
            ],
          },
        ],
      },
    ]);
  });

  it('shows a lesson with its text, diagram and questions', async () => {
    const { quiz, ...view } = await unit(LESSON);
    expect(view).toMatchObject({
      id: LESSON,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      courseTitle: text('Basics'),
      moduleTitle: text('Start'),
      objectives: [text('Know requests')],
      diagrams: [
        {
          id: 'flow',
          alt: text('Flow'),
          light: expect.stringContaining('<title>light'),
          dark: expect.stringContaining('<title>dark'),
        },
      ],
      tasks: [],
      scenarios: [],
      next: { id: LAB, title: text('Deploy') },
    });
    expect(view.text.ko).toContain(':::quiz cpu');
    expect(view).not.toHaveProperty('previous');
    expect(quiz[0]).toEqual({
      id: 'cpu',
      kind: 'single',
      text: text('What happens beyond a CPU limit?'),
      options: [
        { id: 'throttled', text: text('Option throttled') },
        { id: 'killed', text: text('Option killed') },
      ],
    });
  });

  it('shows a lab with its tasks and what they are judged by', async () => {
    const view = await unit(LAB);
    expect(view).toMatchObject({
      previous: { id: LESSON },
      next: { id: CHALLENGE },
      quiz: [],
      scenarios: [],
    });
    expect(view.text.en.trim()).toBe('Intro of the lab.');
    expect(view.tasks).toEqual([
      {
        id: 'create',
        title: text('Create it'),
        text: {
          en: expect.stringContaining('Do it.'),
          ko: expect.stringContaining('Do it.'),
        },
        checks: [{ id: 'web-runs', title: text('Check web-runs') }],
        hintCount: 2,
        hintKinds: ['question', 'where'],
      },
    ]);
  });

  it('shows a challenge with its scenarios', async () => {
    const view = await unit(CHALLENGE);
    expect(view.previous?.id).toBe(LAB);
    expect(view).not.toHaveProperty('next');
    expect(view.scenarios).toEqual([
      {
        id: 'wrong-image',
        title: text('Wrong image'),
        text: {
          en: expect.stringContaining('It hangs.'),
          ko: expect.stringContaining('It hangs.'),
        },
        checks: [{ id: 'web-recovers', title: text('Check web-recovers') }],
        hintCosts: [5, 10, 20, 100],
        hintCount: 4,
        hintKinds: ['question', 'where', 'field', 'solution'],
        completed: false,
      },
    ]);
  });

  it.each([LESSON, LAB, CHALLENGE])('gives no answer of %s away', async id => {
    const { text: served } = await academy.get(`/units/${id}`, MINA);
    expect(served.length).toBeGreaterThan(100);
    expect(served).not.toMatch(
      /correct|explanation|expr|assert|observe|symptoms|solution\/|faults|hints"|SECRET/i,
    );
  });
});

describe('content that changes', () => {
  const directory = createMockDirectory({ content: { lessons } });
  const LAB_FILE = 'lessons/basics/start/deploy/unit.yaml';

  it('names file, line and field of a broken file and serves the rest', async () => {
    const academy = await startAcademy({
      academy: { content: { path: directory.resolve('lessons'), watch: true } },
    });
    const health = async (): Promise<ContentHealth> =>
      (await academy.get('/admin/content', LEAD)).body;
    const until = async (holds: (state: ContentHealth) => boolean) => {
      for (;;) {
        const state = await health();
        if (holds(state)) {
          return state;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    };
    expect(await health()).toMatchObject({ units: 3, problems: [] });

    const source = lessons.basics.start.deploy['unit.yaml'];
    directory.addContent({
      [LAB_FILE]: source.replace('minutes: 10', 'minutes: ten'),
    });
    const broken = await until(({ problems }) => problems.length > 0);
    const line = source.split('\n').indexOf('minutes: 10') + 1;
    expect(broken).toMatchObject({
      units: 2,
      problems: [
        {
          file: 'basics/start/deploy/unit.yaml',
          line,
          field: 'minutes',
          message: '"ten" is not allowed here',
          expected: 'number',
        },
      ],
    });
    expect((await academy.get(`/units/${LAB}`, MINA)).status).toBe(404);
    const lesson = await academy.get(`/units/${LESSON}`, MINA);
    expect([lesson.status, lesson.body.next.id]).toEqual([200, CHALLENGE]);
    const [course] = (await academy.get('/courses', MINA)).body;
    expect(course.modules[0].units).toHaveLength(2);

    directory.addContent({ [LAB_FILE]: source });
    const repaired = await until(({ problems }) => problems.length === 0);
    expect(repaired.units).toBe(3);
    expect((await academy.get(`/units/${LAB}`, MINA)).status).toBe(200);
    await academy.stop();
  });
});

import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Debrief } from '@kubernetes-academy/backstage-plugin-academy-common';
import { STRANGER, text } from '../../__testUtils__';
import { eventually } from '../__testUtils__/eventually';
import type { Learners, Method } from '../__testUtils__/Learners';
import {
  ANSWERS,
  CHALLENGE,
  SCENARIO,
  SEEDED,
  seededLessons,
} from './__testUtils__/seededLessons';
import { TestChallenges } from './__testUtils__/TestChallenges';

jest.setTimeout(60_000);

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const ANSWER = '/answers/culprit';

const ROUTES: [Method, string, object][] = [
  ['get', '/unit', {}],
  ['put', ANSWER, { answer: 'me' }],
  ['post', '/give-up', {}],
  ['get', '/debrief', {}],
];

const web = (port: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { metadata: { annotations: { port } } } },
});

describe('the routes of challenges', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  const directory = createMockDirectory({ content: { seededLessons } });

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    let challenges: TestChallenges;
    let learners: Learners;

    beforeAll(async () => {
      const path = directory.resolve('seededLessons');
      const knex = await databases.init(databaseId);
      challenges = await TestChallenges.start({ knex, path });
      learners = challenges.learners;
    });

    beforeEach(() => {
      challenges.runtime.objects = { web: web('20001') };
    });

    /** All events of an attempt that is ended for it. */
    const stopped = async (path: string, learner: string): Promise<any[]> => {
      await learners.call('delete', path, learner);
      const { text: frames } = await learners.call(
        'get',
        `${path}/events`,
        learner,
      );
      return [...frames.matchAll(/^data: (.*)$/gm)].map(([, data]) =>
        JSON.parse(data),
      );
    };

    it.each(ROUTES)(
      '%s /attempts/:id%s is for the owner alone',
      async (method, suffix, body) => {
        const owner = learners.next();
        const path = await learners.startReady(owner, CHALLENGE);
        const call = (target: string, who: string) =>
          learners.call(method, target + suffix, who, body);
        const foreign = await call(path, learners.next());
        const unknown = await call(`/attempts/${UNKNOWN}`, owner);
        expect([foreign.status, unknown.status]).toEqual([404, 404]);
        expect((await call(path, STRANGER)).status).toBe(403);
        const anonymous = challenges.academy.anonymous[method](
          `/api/academy${path}${suffix}`,
        );
        expect((await anonymous.send(body)).status).toBe(401);
        const view = await learners.call('get', path, owner);
        expect(view.body).toMatchObject({ gaveUp: false, answers: {} });
      },
    );

    it.each([
      ['no answer', ANSWER, {}, 400],
      ['a number', ANSWER, { answer: 7 }, 400],
      ['an empty answer', ANSWER, { answer: '' }, 400],
      ['a novel', ANSWER, { answer: 'a'.repeat(1_001) }, 400],
      ['another field', ANSWER, { answer: 'a', force: true }, 400],
      [
        'a check that asks nothing',
        '/answers/web-recovers',
        { answer: 'a' },
        404,
      ],
      ['a check that is not there', '/answers/unheard', { answer: 'a' }, 404],
      ['a symptom', '/answers/secret-symptom', { answer: 'a' }, 404],
    ])('takes an answer not with %s', async (_, suffix, body, expected) => {
      const learner = learners.next();
      const path = await learners.startReady(learner, CHALLENGE);
      const url = path + suffix;
      const { status } = await learners.call('put', url, learner, body);
      expect(status).toBe(expected);
    });

    it('knows the options of a question', async () => {
      const learner = learners.next();
      const path = await learners.startReady(learner, { unitId: ANSWERS });
      const answer = (chosen: string) =>
        learners.call('put', `${path}/answers/which`, learner, {
          answer: chosen,
        });
      const wrong = await answer('middle');
      expect(wrong.status).toBe(400);
      expect(wrong.body.error.message).toContain('"middle"');
      expect((await answer('right')).body).toEqual({
        checkId: 'which',
        answer: 'right',
      });
    });

    it('takes an answer a second, and the session hears of it', async () => {
      const learner = learners.next();
      const path = await challenges.startWatched(learner);
      const { answers } = challenges.runtime.sessions.at(-1)!;
      const heard = jest.fn();
      answers!.onChange(heard);

      const first = await learners.call('put', path + ANSWER, learner, {
        answer: ' First ',
      });
      expect(first.body).toEqual({ checkId: 'culprit', answer: ' First ' });
      const tooSoon = await learners.call('put', path + ANSWER, learner, {
        answer: 'second',
      });
      expect([tooSoon.status, tooSoon.body.error.name]).toEqual([
        429,
        'TooManyRequestsError',
      ]);
      await eventually(async () => heard.mock.calls.length > 0);
      expect(answers!.read('culprit')).toBe(' First ');

      // Another replica writes nothing but rows.
      await challenges.knex('attempt_answer').update({
        answer: 'third',
        answered_at: new Date(0),
      });
      await eventually(async () => answers!.read('culprit') === 'third');
      const later = await learners.call('put', path + ANSWER, learner, {
        answer: 'fourth',
      });
      expect(later.status).toBe(200);

      const view = await learners.call('get', path, learner);
      expect(view.body.answers).toEqual({ culprit: 'fourth' });
      const record = await learners.call('get', '/record', learner);
      expect(record.body.attempts[0].answers).toEqual({ culprit: 'fourth' });
      const stream = await stopped(path, learner);
      expect(stream.filter(({ type }) => type === 'answer')).toMatchObject([
        { checkId: 'culprit', answer: ' First ' },
        { checkId: 'culprit', answer: 'fourth' },
      ]);
    });

    it('gives each attempt its values, and a scenario others with each reset', async () => {
      const learner = learners.next();
      const path = await learners.startReady(learner, CHALLENGE);
      const readText = async () => {
        const { body } = await learners.call('get', `${path}/unit`, learner);
        return body.scenarios[0];
      };
      const { culprit, port } = await challenges.valuesOf(path);
      expect(await readText()).toMatchObject({
        text: { en: `It was on ${port}.`, ko: `It was on ${port}.` },
        checks: [
          { id: 'web-recovers' },
          {
            id: 'culprit',
            answer: { prompt: text(`Which one listens on ${port}?`) },
          },
        ],
        hintCosts: [5, 10, 20, 100],
      });
      const page = await learners.call('get', `/units/${SEEDED}`, learner);
      expect(page.body.scenarios[0].text.en).toBe('It was on 20000.');

      await learners.call('put', path + ANSWER, learner, { answer: 'me' });
      await learners.call('post', `${path}/reset`, learner);
      await learners.inState(path, learner, 'ready');
      const after = await challenges.valuesOf(path);
      expect(after.culprit).not.toBe(culprit);
      expect((await readText()).text.en).toBe(`It was on ${after.port}.`);
      const view = await learners.call('get', path, learner);
      expect(view.body.answers).toEqual({});

      const other = learners.next();
      const lab = await learners.startReady(other, { unitId: ANSWERS });
      const seedOf = () => challenges.seedOf(lab);
      const before = await seedOf();
      await learners.call('post', `${lab}/reset`, other);
      expect(await seedOf()).toBe(before);
    });

    it('judges by the values of the attempt, and pins what the setup made', async () => {
      challenges.runtime.applied = [
        { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'u1' },
        { apiVersion: 'v1', kind: 'Service', name: 'gone', uid: 'u2' },
      ];
      const learner = learners.next();
      const path = await challenges.startWatched(learner);
      const { culprit, port } = await challenges.valuesOf(path);
      const session = challenges.runtime.sessions.at(-1)!;
      expect(session.checks[1].answer?.accept).toEqual([
        `SECRET-ACCEPT ${culprit}`,
      ]);
      expect(session.files?.['solution/web.yaml']).toContain(`"${port}"`);
      expect(session.pins).toEqual([challenges.runtime.applied[0]]);
      challenges.runtime.applied = [];
    });

    it('scores a pass by hints and time, and says why', async () => {
      const learner = learners.next();
      const path = await challenges.startWatched(learner);
      for (const _ of [0, 1]) {
        await learners.call('post', `${path}/hints`, learner, {
          taskId: SCENARIO,
        });
      }
      await challenges.pass('web-recovers', 'culprit');
      const passed = await learners.inState(path, learner, 'passed');
      expect(passed.score).toMatchObject({
        points: 85,
        deductions: [
          { reason: 'hint', step: 0, points: 5 },
          { reason: 'hint', step: 1, points: 10 },
        ],
      });
      const { body } = await learners.call('get', '/record', learner);
      expect(body.attempts[0].score).toEqual(passed.score);
      const late = await learners.call('post', `${path}/give-up`, learner);
      expect(late.status).toBe(409);
    });

    it('gives no score where the solution was revealed', async () => {
      const learner = learners.next();
      const path = await challenges.startWatched(learner);
      for (const _ of [0, 1, 2, 3]) {
        await learners.call('post', `${path}/hints`, learner, {
          taskId: SCENARIO,
        });
      }
      await challenges.pass('web-recovers', 'culprit');
      const passed = await learners.inState(path, learner, 'passed');
      expect(passed).toMatchObject({ assisted: true });
      expect(passed).not.toHaveProperty('score');
    });

    it('shows what was wrong after giving up, and not before', async () => {
      const learner = learners.next();
      const path = await challenges.startWatched(learner);
      const { culprit, port } = await challenges.valuesOf(path);
      const debrief = () => learners.call('get', `${path}/debrief`, learner);
      const locked = await debrief();
      expect(locked.status).toBe(409);

      challenges.runtime.objects = { web: web('30000') };
      const gaveUp = await learners.call('post', `${path}/give-up`, learner);
      expect(gaveUp.body).toMatchObject({
        state: 'abandoned',
        gaveUp: true,
        endedAt: expect.any(String),
        message: { en: expect.stringContaining('gave up') },
      });
      const { body } = (await debrief()) as { body: Debrief };
      expect(body).toMatchObject({
        text: text(`SECRET-DEBRIEF ${culprit} on ${port}`),
        commands: [['SECRET-COMMAND']],
        readMore: [{ id: ANSWERS, title: text('Answers') }],
      });
      expect(body.objects).toHaveLength(1);
      expect(body.objects[0].mine).toContain('+        port: "30000"');
      expect(body.objects[0].reference).toContain(`+        port: "${port}"`);
      // A retry is a new attempt with other values.
      const again = await learners.start(learner, CHALLENGE);
      expect((await challenges.valuesOf(again)).culprit).not.toBe(culprit);
      const twice = await learners.call('post', `${path}/give-up`, learner);
      expect(twice.status).toBe(409);
    });

    it('keeps what a passed scenario looked like when it was passed', async () => {
      const learner = learners.next();
      const path = await challenges.startWatched(learner);
      challenges.runtime.objects = { web: web('healed') };
      await challenges.pass('web-recovers', 'culprit');
      await learners.inState(path, learner, 'passed');
      challenges.runtime.objects = {};
      const { body } = await learners.call('get', `${path}/debrief`, learner);
      expect(body.objects[0].mine).toContain('+        port: healed');
    });

    it('has no debrief of a lab, which is not given up', async () => {
      const learner = learners.next();
      const path = await learners.startReady(learner, { unitId: ANSWERS });
      const gaveUp = await learners.call('post', `${path}/give-up`, learner);
      expect(gaveUp.status).toBe(409);
      await learners.call('delete', path, learner);
      const debrief = await learners.call('get', `${path}/debrief`, learner);
      expect(debrief.status).toBe(404);
    });
  });
});

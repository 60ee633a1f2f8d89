import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  CHALLENGE,
  LAB,
  LESSON,
  lessons,
  startAcademy,
  STRANGER,
  type TestAcademy,
} from '../__testUtils__';
import { FakeLabRuntime } from './__testUtils__/FakeLabRuntime';
import { fakeLabs, Learners, type Method } from './__testUtils__/Learners';
import { withDatabase } from './__testUtils__/withDatabase';

jest.setTimeout(60_000);

const SCENARIO = { unitId: CHALLENGE, scenario: 'wrong-image' };
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** The routes of one attempt, with a body they accept. */
const ATTEMPT_ROUTES: [Method, string, object][] = [
  ['get', '', {}],
  ['get', '/events', {}],
  ['post', '/kubeconfig', {}],
  ['post', '/apply', { yaml: 'kind: Pod' }],
  ['post', '/hints', { taskId: 'create' }],
  ['post', '/reset', {}],
  ['post', '/extend', {}],
  ['delete', '', {}],
];

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
describe.each(databases.eachSupportedId())(
  'the routes of attempts on %p',
  databaseId => {
    const directory = createMockDirectory({ content: { lessons } });
    const runtime = new FakeLabRuntime();
    let academy: TestAcademy;
    let learners: Learners;

    beforeAll(async () => {
      const knex = await databases.init(databaseId);
      const content = { path: directory.resolve('lessons'), watch: false };
      academy = await startAcademy({
        academy: { content },
        features: [fakeLabs(runtime), withDatabase(knex)],
      });
      learners = new Learners(academy);
    });

    describe('for whom', () => {
      it.each([
        ['get', '/attempts'],
        ['post', '/attempts'],
      ] as const)(
        '%s %s needs a person and the permission',
        async (method, path) => {
          const url = `/api/academy${path}`;
          const anonymous = await academy.anonymous[method](url).send({
            unitId: LAB,
          });
          expect(anonymous.status).toBe(401);
          const stranger = await learners.call(method, path, STRANGER, {
            unitId: LAB,
          });
          expect(stranger.status).toBe(403);
        },
      );

      it.each(ATTEMPT_ROUTES)(
        '%s /attempts/:id%s is 404 for a foreign and an unknown attempt',
        async (method, suffix, body) => {
          const owner = learners.next();
          const path = await learners.startReady(owner);
          for (const foreign of [path, `/attempts/${UNKNOWN}`]) {
            const url = `${foreign}${suffix}`;
            const { status } = await learners.call(
              method,
              url,
              learners.next(),
              body,
            );
            expect(status).toBe(404);
          }
          expect((await learners.call('get', path, owner)).body.state).toBe(
            'ready',
          );
          expect(
            (await learners.call(method, path + suffix, STRANGER, body)).status,
          ).toBe(403);
          const anonymous = await academy.anonymous[method](
            `/api/academy${path}${suffix}`,
          ).send(method === 'post' ? body : undefined);
          expect(anonymous.status).toBe(401);
        },
      );

      it('lists only the attempts of the caller', async () => {
        const [mina, joon] = [learners.next(), learners.next()];
        const path = await learners.start(mina);
        await learners.start(joon);
        const { body } = await learners.call('get', '/attempts', mina);
        expect(body).toMatchObject([{ unitId: LAB }]);
        expect(path).toContain(body[0].id);

        const filtered = (query: string) =>
          learners
            .call('get', `/attempts?${query}`, mina)
            .then(res => res.body.length);
        expect(await filtered(`unitId=${encodeURIComponent(CHALLENGE)}`)).toBe(
          0,
        );
        expect(await filtered('active=true')).toBe(1);
        expect(await filtered('active=false')).toBe(0);
      });
    });

    describe('with input that is not allowed', () => {
      it.each<[string, Method, string, object]>([
        ['no unit', 'post', '/attempts', {}],
        ['a number as unit', 'post', '/attempts', { unitId: 1 }],
        ['an unknown field', 'post', '/attempts', { unitId: LAB, owner: 'x' }],
        ['a lesson', 'post', '/attempts', { unitId: LESSON }],
        ['no scenario', 'post', '/attempts', { unitId: CHALLENGE }],
        ['a word as flag', 'get', '/attempts?active=perhaps', {}],
        ['an unknown filter', 'get', '/attempts?userRef=x', {}],
        ['a word as cursor', 'get', `/attempts/${UNKNOWN}/events?after=x`, {}],
        [
          'a negative cursor',
          'get',
          `/attempts/${UNKNOWN}/events?after=-1`,
          {},
        ],
        ['YAML as object', 'post', `/attempts/${UNKNOWN}/apply`, { yaml: {} }],
        ['no YAML', 'post', `/attempts/${UNKNOWN}/apply`, {}],
        [
          'a list as task',
          'post',
          `/attempts/${UNKNOWN}/hints`,
          { taskId: [] },
        ],
      ])('refuses %s with 400', async (_, method, path, body) => {
        const { status } = await learners.call(
          method,
          path,
          learners.next(),
          body,
        );
        expect(status).toBe(400);
      });

      it.each([
        ['unit', { unitId: 'basics/start/nothing' }],
        ['scenario', { ...SCENARIO, scenario: 'nothing' }],
        ['cluster', { unitId: LAB, cluster: 'nothing' }],
      ])('does not find an unknown %s', async (_, body) => {
        const response = await learners.call(
          'post',
          '/attempts',
          learners.next(),
          body,
        );
        expect(response.status).toBe(404);
        expect(response.body.error.message).toContain('nothing');
      });

      it('does not find an unknown task', async () => {
        const learner = learners.next();
        const path = await learners.startReady(learner);
        const hint = await learners.call('post', `${path}/hints`, learner, {
          taskId: 'nothing',
        });
        expect(hint.status).toBe(404);
      });

      it('refuses a cursor header that is no number', async () => {
        const learner = learners.next();
        const path = await learners.start(learner);
        const { status } = await learners
          .call('get', `${path}/events`, learner)
          .set('Last-Event-ID', 'yesterday');
        expect(status).toBe(400);
      });
    });

    describe('starting', () => {
      it('creates an attempt, and refuses a second one with the id of the first', async () => {
        const learner = learners.next();
        const path = await learners.start(learner);
        const second = await learners.call(
          'post',
          '/attempts',
          learner,
          SCENARIO,
        );
        expect(second.status).toBe(409);
        expect(second.body.error.message).toContain(path.split('/').at(-1));
      });

      it('lets one of 20 parallel requests through', async () => {
        const learner = learners.next();
        const responses = await Promise.all(
          Array.from({ length: 20 }, () =>
            learners.call('post', '/attempts', learner, { unitId: LAB }),
          ),
        );
        expect(responses.map(({ status }) => status).sort()).toEqual([
          201,
          ...Array.from({ length: 19 }, () => 409),
        ]);
      });

      it.each([
        [{ state: 'starting' as const }, 'It is starting'],
        [
          {
            state: 'unavailable' as const,
            message: { en: 'The fence is missing.', ko: '울타리가 없습니다.' },
          },
          'The fence is missing',
        ],
        [{ capabilities: [] }, 'lacks metrics-server'],
      ])('says why no cluster will do: %p', async (status, reason) => {
        const before = runtime.status;
        runtime.status = [{ ...before[0], ...status }];
        const response = await learners.call(
          'post',
          '/attempts',
          learners.next(),
          {
            unitId: LAB,
          },
        );
        runtime.status = before;
        expect(response.status).toBe(503);
        expect(response.body.error.message).toContain(reason);
      });
    });
  },
);

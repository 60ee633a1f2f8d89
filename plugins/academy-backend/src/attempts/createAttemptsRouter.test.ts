import {
  createMockDirectory,
  mockServices,
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
import { eventually } from './__testUtils__/eventually';
import { FakeLabRuntime, labError } from './__testUtils__/FakeLabRuntime';
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
    const auditor = mockServices.auditor.mock();
    const runtime = new FakeLabRuntime();
    let academy: TestAcademy;
    let learners: Learners;

    beforeAll(async () => {
      auditor.createEvent.mockResolvedValue({
        success: async () => {},
        fail: async () => {},
      });
      const content = { path: directory.resolve('lessons'), watch: false };
      academy = await startAcademy({
        academy: { content },
        features: [
          fakeLabs(runtime),
          auditor.factory,
          withDatabase(await databases.init(databaseId)),
        ],
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

    it('gives more time on request, until the hard end', async () => {
      const learner = learners.next();
      const path = await learners.startReady(learner);
      const { body: before } = await learners.call('get', path, learner);
      const extend = () => learners.call('post', `${path}/extend`, learner);
      const { status, body } = await extend();
      expect(status).toBe(200);
      expect(Date.parse(body.expiresAt)).toBeGreaterThan(
        Date.parse(before.expiresAt),
      );
      expect(body.hardEndsAt).toBe(before.hardEndsAt);
      // Twice more than the hard end is away.
      const answers = await Promise.all(Array.from({ length: 13 }, extend));
      const refused = answers.filter(answer => answer.status !== 200);
      expect(refused).toHaveLength(2);
      expect(refused[0].status).toBe(409);
      expect(refused[0].body.error.message).toContain(before.hardEndsAt);
      const { body: longest } = await learners.call('get', path, learner);
      expect(longest.expiresAt).toBe(before.hardEndsAt);
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

    describe('acting', () => {
      it('refuses what needs a sandbox until there is one', async () => {
        const learner = learners.next();
        const release = runtime.hold('provision');
        const path = await learners.start(learner);
        await learners.inState(path, learner, 'provisioning');
        const statuses = [];
        for (const [suffix, body] of [
          ['/kubeconfig'],
          ['/apply', { yaml: 'kind: Pod' }],
          ['/hints', { taskId: 'create' }],
          ['/reset'],
        ] as [string, object?][]) {
          const { status } = await learners.call(
            'post',
            path + suffix,
            learner,
            body,
          );
          statuses.push(status);
        }
        release();
        await learners.inState(path, learner, 'ready');
        expect(statuses).toEqual([409, 409, 409, 409]);
      });

      it('issues a kubeconfig that nobody may keep', async () => {
        const learner = learners.next();
        const path = await learners.startReady(learner);
        const { body: attempt } = await learners.call('get', path, learner);
        const issued = await learners.call(
          'post',
          `${path}/kubeconfig`,
          learner,
        );
        expect(issued.status).toBe(200);
        expect(issued.headers['cache-control']).toBe('no-store');
        expect(issued.body.kubeconfig).toContain(attempt.namespace);
      });

      it('applies YAML, also on trial', async () => {
        const learner = learners.next();
        const path = await learners.startReady(learner);
        const apply = async (body: object) =>
          (await learners.call('post', `${path}/apply`, learner, body)).body
            .documents;
        expect(await apply({ yaml: 'a: 1' })).toMatchObject([
          { outcome: 'created' },
        ]);
        expect(await apply({ yaml: 'a: 1', dryRun: true })).toMatchObject([
          { outcome: 'unchanged' },
        ]);
      });

      it.each([
        ['cluster-unavailable', 503],
        ['gone', 409],
        ['forbidden', 409],
      ])('turns %s of the cluster into %d', async (code, status) => {
        const learner = learners.next();
        const path = await learners.startReady(learner);
        runtime.fail('issueKubeconfig', labError(code, 'The reason.'));
        const response = await learners.call(
          'post',
          `${path}/kubeconfig`,
          learner,
        );
        expect(response.status).toBe(status);
        expect(response.body.error.message).toContain('The reason.');
      });

      it('reveals hints one by one, records them and marks the solution', async () => {
        const learner = learners.next();
        const path = await learners.startReady(learner, SCENARIO);
        const body = { taskId: SCENARIO.scenario };
        const kinds = [];
        for (let step = 0; step < 4; step++) {
          const { body: hint } = await learners.call(
            'post',
            `${path}/hints`,
            learner,
            body,
          );
          kinds.push(hint.kind);
        }
        expect(kinds).toEqual(['question', 'where', 'field', 'solution']);
        const fifth = await learners.call(
          'post',
          `${path}/hints`,
          learner,
          body,
        );
        expect(fifth.status).toBe(409);
        const { body: view } = await learners.call('get', path, learner);
        expect(view).toMatchObject({ assisted: true, hints: { length: 4 } });
        const { body: record } = await learners.call('get', '/record', learner);
        expect(record.attempts).toMatchObject([
          { hintsRevealed: 4, assisted: true, state: 'ready' },
        ]);
      });

      it('ends for good: nothing can be done with the sandbox after', async () => {
        const learner = learners.next();
        const path = await learners.startReady(learner);
        const ended = await learners.call('delete', path, learner);
        expect(ended.body).toMatchObject({
          state: 'abandoned',
          endedAt: expect.any(String),
        });
        expect((await learners.call('delete', path, learner)).body.state).toBe(
          'abandoned',
        );
        for (const suffix of ['/kubeconfig', '/reset']) {
          const { status } = await learners.call(
            'post',
            path + suffix,
            learner,
          );
          expect(status).toBe(409);
        }
        await learners.start(learner);
      });

      it('writes down who did what, and how it went', async () => {
        const learner = learners.next();
        const path = await learners.startReady(learner);
        auditor.createEvent.mockClear();
        await learners.call('post', `${path}/kubeconfig`, learner);
        await learners.call('delete', path, learner);
        const attemptId = path.split('/').at(-1);
        const events = auditor.createEvent.mock.calls.map(([event]) => event);
        expect(
          events.filter(({ eventId }) => eventId === 'attempt-write'),
        ).toMatchObject([
          { meta: { actionType: 'kubeconfig', attemptId } },
          { meta: { actionType: 'end', attemptId } },
        ]);
        // What a worker does with the sandbox follows by itself.
        await eventually(async () =>
          auditor.createEvent.mock.calls.some(
            ([{ eventId, meta }]) =>
              eventId === 'sandbox-effect' && meta?.actionType === 'remove',
          ),
        );
      });
    });
  },
);

import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { academyLabRuntimeExtensionPoint } from '@kubernetes-academy/backstage-plugin-academy-node';
import {
  CHALLENGE,
  LAB,
  LESSON,
  lessons,
  startAcademy,
  STRANGER,
  type TestAcademy,
} from '../__testUtils__';
import { verdict } from './__testUtils__/attemptFixtures';
import { FakeLabRuntime, labError } from './__testUtils__/FakeLabRuntime';
import { eventually } from './__testUtils__/workerSetUp';

jest.setTimeout(60_000);

const SCENARIO = { unitId: CHALLENGE, scenario: 'wrong-image' };
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

type Method = 'get' | 'post' | 'delete';

/** The routes of one attempt, with a body they accept. */
const ATTEMPT_ROUTES: [Method, string, object][] = [
  ['get', '', {}],
  ['get', '/events', {}],
  ['post', '/kubeconfig', {}],
  ['post', '/apply', { yaml: 'kind: Pod' }],
  ['post', '/hints', { taskId: 'create' }],
  ['post', '/reset', {}],
  ['delete', '', {}],
];

describe('the routes of attempts', () => {
  const directory = createMockDirectory({ content: { lessons } });
  const content = { path: directory.resolve('lessons'), watch: false };
  const auditor = mockServices.auditor.mock();
  const runtime = new FakeLabRuntime();
  let academy: TestAcademy;
  let learners = 0;

  /** Each test has a learner of its own, since one may have one attempt. */
  const newLearner = () => `user:default/learner-${learners++}`;

  const call = (
    method: Method,
    path: string,
    userRef: string,
    body: object = {},
  ) =>
    academy.anonymous[method](`/api/academy${path}`)
      .set('Authorization', mockCredentials.user.header(userRef))
      .send(method === 'post' ? body : undefined);

  const start = async (userRef: string, body: object = { unitId: LAB }) => {
    const { body: attempt, status } = await call(
      'post',
      '/attempts',
      userRef,
      body,
    );
    expect(status).toBe(201);
    return `/attempts/${attempt.id}`;
  };

  const inState = (path: string, userRef: string, state: string) =>
    eventually(async () => {
      const { body } = await call('get', path, userRef);
      return body.state === state && body;
    });

  const startReady = async (userRef: string, body?: object) => {
    const path = await start(userRef, body);
    await inState(path, userRef, 'ready');
    return path;
  };

  beforeAll(async () => {
    auditor.createEvent.mockResolvedValue({
      success: async () => {},
      fail: async () => {},
    });
    const labs = createBackendModule({
      pluginId: 'academy',
      moduleId: 'fake-labs',
      register(env) {
        env.registerInit({
          deps: { point: academyLabRuntimeExtensionPoint },
          init: async ({ point }) => point.setLabRuntime(runtime),
        });
      },
    });
    runtime.status[0].maxSandboxes = 100;
    academy = await startAcademy({
      academy: { content },
      features: [labs, auditor.factory],
    });
  });

  describe('for whom', () => {
    it.each([['get', '/attempts'], ['post', '/attempts']] as const)(
      '%s %s needs a person and the permission',
      async (method, path) => {
        const url = `/api/academy${path}`;
        const anonymous = await academy.anonymous[method](url).send({
          unitId: LAB,
        });
        expect(anonymous.status).toBe(401);
        const stranger = await call(method, path, STRANGER, { unitId: LAB });
        expect(stranger.status).toBe(403);
      },
    );

    it.each(ATTEMPT_ROUTES)(
      '%s /attempts/:id%s is 404 for a foreign and an unknown attempt',
      async (method, suffix, body) => {
        const owner = newLearner();
        const path = await startReady(owner);
        for (const foreign of [path, `/attempts/${UNKNOWN}`]) {
          const url = `${foreign}${suffix}`;
          const { status } = await call(method, url, newLearner(), body);
          expect(status).toBe(404);
        }
        expect((await call('get', path, owner)).body.state).toBe('ready');
        expect((await call(method, path + suffix, STRANGER, body)).status).toBe(
          403,
        );
        const anonymous = await academy.anonymous[method](
          `/api/academy${path}${suffix}`,
        ).send(method === 'post' ? body : undefined);
        expect(anonymous.status).toBe(401);
      },
    );

    it('lists only the attempts of the caller', async () => {
      const [mina, joon] = [newLearner(), newLearner()];
      const path = await start(mina);
      await start(joon);
      const { body } = await call('get', '/attempts', mina);
      expect(body).toMatchObject([{ unitId: LAB }]);
      expect(path).toContain(body[0].id);

      const filtered = (query: string) =>
        call('get', `/attempts?${query}`, mina).then(res => res.body.length);
      expect(await filtered(`unitId=${encodeURIComponent(CHALLENGE)}`)).toBe(0);
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
      ['a negative cursor', 'get', `/attempts/${UNKNOWN}/events?after=-1`, {}],
      ['YAML as object', 'post', `/attempts/${UNKNOWN}/apply`, { yaml: {} }],
      ['no YAML', 'post', `/attempts/${UNKNOWN}/apply`, {}],
      ['a list as task', 'post', `/attempts/${UNKNOWN}/hints`, { taskId: [] }],
    ])('refuses %s with 400', async (_, method, path, body) => {
      const { status } = await call(method, path, newLearner(), body);
      expect(status).toBe(400);
    });

    it.each([
      ['unit', { unitId: 'basics/start/nothing' }],
      ['scenario', { ...SCENARIO, scenario: 'nothing' }],
      ['cluster', { unitId: LAB, cluster: 'nothing' }],
    ])('does not find an unknown %s', async (_, body) => {
      const response = await call('post', '/attempts', newLearner(), body);
      expect(response.status).toBe(404);
      expect(response.body.error.message).toContain('nothing');
    });

    it('does not find an unknown task', async () => {
      const learner = newLearner();
      const path = await startReady(learner);
      const hint = await call('post', `${path}/hints`, learner, {
        taskId: 'nothing',
      });
      expect(hint.status).toBe(404);
    });

    it('refuses a cursor header that is no number', async () => {
      const learner = newLearner();
      const path = await start(learner);
      const { status } = await call('get', `${path}/events`, learner).set(
        'Last-Event-ID',
        'yesterday',
      );
      expect(status).toBe(400);
    });
  });

  describe('starting', () => {
    it('creates an attempt, and refuses a second one with the id of the first', async () => {
      const learner = newLearner();
      const path = await start(learner);
      const second = await call('post', '/attempts', learner, SCENARIO);
      expect(second.status).toBe(409);
      expect(second.body.error.message).toContain(path.split('/').at(-1));
    });

    it('lets one of 20 parallel requests through', async () => {
      const learner = newLearner();
      const responses = await Promise.all(
        Array.from({ length: 20 }, () =>
          call('post', '/attempts', learner, { unitId: LAB }),
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
      const response = await call('post', '/attempts', newLearner(), {
        unitId: LAB,
      });
      runtime.status = before;
      expect(response.status).toBe(503);
      expect(response.body.error.message).toContain(reason);
    });
  });

  describe('acting', () => {
    it('refuses what needs a sandbox until there is one', async () => {
      const learner = newLearner();
      const release = runtime.hold('provision');
      const path = await start(learner);
      await inState(path, learner, 'provisioning');
      const statuses = [];
      for (const [suffix, body] of [
        ['/kubeconfig'],
        ['/apply', { yaml: 'kind: Pod' }],
        ['/hints', { taskId: 'create' }],
        ['/reset'],
      ] as [string, object?][]) {
        const { status } = await call('post', path + suffix, learner, body);
        statuses.push(status);
      }
      release();
      await inState(path, learner, 'ready');
      expect(statuses).toEqual([409, 409, 409, 409]);
    });

    it('issues a kubeconfig that nobody may keep', async () => {
      const learner = newLearner();
      const path = await startReady(learner);
      const { body: attempt } = await call('get', path, learner);
      const issued = await call('post', `${path}/kubeconfig`, learner);
      expect(issued.status).toBe(200);
      expect(issued.headers['cache-control']).toBe('no-store');
      expect(issued.body.kubeconfig).toContain(attempt.namespace);
    });

    it('applies YAML, also on trial', async () => {
      const learner = newLearner();
      const path = await startReady(learner);
      const apply = async (body: object) =>
        (await call('post', `${path}/apply`, learner, body)).body.documents;
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
      const learner = newLearner();
      const path = await startReady(learner);
      runtime.fail('issueKubeconfig', labError(code, 'The reason.'));
      const response = await call('post', `${path}/kubeconfig`, learner);
      expect(response.status).toBe(status);
      expect(response.body.error.message).toContain('The reason.');
    });

    it('reveals hints one by one, records them and marks the solution', async () => {
      const learner = newLearner();
      const path = await startReady(learner, SCENARIO);
      const body = { taskId: SCENARIO.scenario };
      const kinds = [];
      for (let step = 0; step < 4; step++) {
        const { body: hint } = await call('post', `${path}/hints`, learner, body);
        kinds.push(hint.kind);
      }
      expect(kinds).toEqual(['question', 'where', 'field', 'solution']);
      const fifth = await call('post', `${path}/hints`, learner, body);
      expect(fifth.status).toBe(409);
      const { body: view } = await call('get', path, learner);
      expect(view).toMatchObject({ assisted: true, hints: { length: 4 } });
      const { body: record } = await call('get', '/record', learner);
      expect(record.attempts).toMatchObject([
        { hintsRevealed: 4, assisted: true, state: 'ready' },
      ]);
    });

    it('ends for good: nothing can be done with the sandbox after', async () => {
      const learner = newLearner();
      const path = await startReady(learner);
      const ended = await call('delete', path, learner);
      expect(ended.body).toMatchObject({
        state: 'abandoned',
        endedAt: expect.any(String),
      });
      expect((await call('delete', path, learner)).body.state).toBe(
        'abandoned',
      );
      for (const suffix of ['/kubeconfig', '/reset']) {
        const { status } = await call('post', path + suffix, learner);
        expect(status).toBe(409);
      }
      await start(learner);
    });

    it('writes down who did what, and how it went', async () => {
      const learner = newLearner();
      const path = await startReady(learner);
      auditor.createEvent.mockClear();
      await call('post', `${path}/kubeconfig`, learner);
      await call('delete', path, learner);
      const attemptId = path.split('/').at(-1);
      expect(auditor.createEvent.mock.calls).toMatchObject([
        [{ eventId: 'attempt-write', meta: { actionType: 'kubeconfig', attemptId } }],
        [{ eventId: 'attempt-write', meta: { actionType: 'end', attemptId } }],
      ]);
    });
  });

  describe('following', () => {
    /** Reads an event stream until it ends, or until `enough` says so. */
    async function follow(
      path: string,
      userRef: string,
      options: {
        query?: string;
        lastEventId?: number;
        enough?: (events: any[]) => boolean;
      } = {},
    ): Promise<any[]> {
      const { query = '', lastEventId, enough = () => false } = options;
      const url = call('get', `${path}/events${query}`, userRef).url;
      const response = await fetch(url, {
        headers: {
          ...(lastEventId !== undefined && {
            'Last-Event-ID': String(lastEventId),
          }),
          Authorization: mockCredentials.user.header(userRef),
        },
      });
      expect(response.headers.get('content-type')).toBe('text/event-stream');
      const events: any[] = [];
      let rest = '';
      for await (const chunk of response.body!) {
        const frames = (rest + Buffer.from(chunk).toString()).split('\n\n');
        rest = frames.pop()!;
        for (const frame of frames) {
          const match = /^id: (\d+)\ndata: (.*)$/.exec(frame);
          if (match) {
            const event = JSON.parse(match[2]);
            expect(event.id).toBe(Number(match[1]));
            events.push(event);
          }
        }
        if (enough(events)) {
          break;
        }
      }
      return events;
    }

    const words = (events: any[]) =>
      events.map(event => event.state ?? event.verdict?.outcome ?? event.type);

    it('tells everything once, in order, and ends with the attempt', async () => {
      const learner = newLearner();
      const path = await start(learner);
      const following = follow(path, learner);
      const { namespace } = await inState(path, learner, 'ready');
      const session = await eventually(async () =>
        runtime.sessions.find(({ sandbox }) => sandbox.namespace === namespace),
      );
      await session.onVerdicts([verdict('web-runs', 'notYet')]);
      await call('post', `${path}/hints`, learner, { taskId: 'create' });
      await session.onVerdicts([verdict('web-runs', 'passed')]);
      await call('delete', path, learner);
      expect(words(await following)).toEqual([
        'requested',
        'provisioning',
        'ready',
        'notYet',
        'hint',
        'passed',
        'passed',
        'passed',
      ]);
    });

    it('goes on after a cursor, in the address or in the header', async () => {
      const learner = newLearner();
      const path = await startReady(learner);
      const { body: view } = await call('get', path, learner);
      await call('delete', path, learner);
      const all = await follow(path, learner);
      expect(words(all)).toEqual([
        'requested',
        'provisioning',
        'ready',
        'abandoned',
      ]);
      expect(view.cursor).toBe(all[2].id);

      const after = await follow(path, learner, {
        query: `?after=${view.cursor}`,
      });
      expect(after).toEqual(all.slice(3));
      const resumed = await follow(path, learner, {
        query: '?after=0',
        lastEventId: all[1].id,
      });
      expect(resumed).toEqual(all.slice(2));
      const nothing = await follow(path, learner, {
        lastEventId: all[3].id,
      });
      expect(nothing).toEqual([]);
    });

    it('serves a reader who comes back in the middle', async () => {
      const learner = newLearner();
      const path = await startReady(learner);
      const first = await follow(path, learner, {
        enough: events => events.length === 3,
      });
      await call('post', `${path}/hints`, learner, { taskId: 'create' });
      const second = await follow(path, learner, {
        lastEventId: first[2].id,
        enough: events => events.length === 1,
      });
      expect(words(second)).toEqual(['hint']);
    });
  });
});

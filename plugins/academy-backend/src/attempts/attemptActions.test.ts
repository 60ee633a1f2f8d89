import {
  createMockDirectory,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { CHALLENGE, lessons, startAcademy } from '../__testUtils__';
import { eventually } from './__testUtils__/eventually';
import { FakeLabRuntime, labError } from './__testUtils__/FakeLabRuntime';
import { fakeLabs, Learners } from './__testUtils__/Learners';
import { withDatabase } from './__testUtils__/withDatabase';

jest.setTimeout(60_000);

const SCENARIO = { unitId: CHALLENGE, scenario: 'wrong-image' };

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'what a learner does with an attempt, on %p',
  databaseId => {
    const directory = createMockDirectory({ content: { lessons } });
    const auditor = mockServices.auditor.mock();
    const runtime = new FakeLabRuntime();
    let learners: Learners;

    beforeAll(async () => {
      auditor.createEvent.mockResolvedValue({
        success: async () => {},
        fail: async () => {},
      });
      const knex = await databases.init(databaseId);
      const content = { path: directory.resolve('lessons'), watch: false };
      const academy = await startAcademy({
        academy: { content },
        features: [fakeLabs(runtime), auditor.factory, withDatabase(knex)],
      });
      learners = new Learners(academy);
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
      const issued = await learners.call('post', `${path}/kubeconfig`, learner);
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
      const fifth = await learners.call('post', `${path}/hints`, learner, body);
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
        const { status } = await learners.call('post', path + suffix, learner);
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
  },
);

import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  LEAD,
  lessons,
  MINA,
  startAcademy,
  type TestAcademy,
} from '../../__testUtils__';
import { FakeLabRuntime } from '../__testUtils__/FakeLabRuntime';
import { fakeLabs, Learners, type Method } from '../__testUtils__/Learners';
import { withDatabase } from '../__testUtils__/withDatabase';
import { STUCK_AFTER_MS } from '../limits';

jest.setTimeout(60_000);

const SWITCHES = '/admin/labs/switches';
const REASON = { en: 'Upgrade until noon.', ko: '정오까지 업그레이드합니다.' };

describe('the routes of the platform team', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  const directory = createMockDirectory({ content: { lessons } });

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    const runtime = new FakeLabRuntime();
    const auditor = mockServices.auditor.mock();
    let academy: TestAcademy;
    let learners: Learners;

    beforeAll(async () => {
      auditor.createEvent.mockResolvedValue({
        success: async () => {},
        fail: async () => {},
      });
      const knex = await databases.init(databaseId);
      const content = { path: directory.resolve('lessons'), watch: false };
      academy = await startAcademy({
        academy: { content },
        features: [fakeLabs(runtime), auditor.factory, withDatabase(knex)],
      });
      learners = new Learners(academy);
    });

    const send = (
      method: 'get' | 'put' | 'delete',
      path: string,
      body?: object,
      userRef = LEAD,
    ) =>
      academy.anonymous[method](`/api/academy${path}`)
        .set('Authorization', mockCredentials.user.header(userRef))
        .send(body);
    const overview = async () => (await send('get', '/admin/labs')).body;

    it.each([
      ['get', '/admin/labs'],
      ['put', SWITCHES],
      ['delete', SWITCHES],
    ] as const)('%s %s is for admins only', async (method, path) => {
      const body = method === 'put' ? { reason: REASON } : undefined;
      expect((await send(method, path, body, MINA)).status).toBe(403);
      const url = `/api/academy${path}`;
      expect((await academy.anonymous[method](url).send(body)).status).toBe(
        401,
      );
      expect((await overview()).switches).toEqual([]);
    });

    it.each<[string, 'put' | 'delete', string, object | undefined]>([
      ['no reason', 'put', SWITCHES, {}],
      ['one language', 'put', SWITCHES, { reason: { en: 'Only' } }],
      ['an empty reason', 'put', SWITCHES, { reason: { en: '', ko: '' } }],
      ['a cluster of type', 'put', SWITCHES, { reason: REASON, cluster: 7 }],
      [
        'all clusters by name',
        'put',
        SWITCHES,
        { reason: REASON, cluster: '*' },
      ],
      ['another field', 'put', SWITCHES, { reason: REASON, until: 'noon' }],
      ['another parameter', 'delete', `${SWITCHES}?all=true`, undefined],
    ])('refuses %s', async (_, method, path, body) => {
      expect((await send(method, path, body)).status).toBe(400);
    });

    it('knows its clusters and switches', async () => {
      const unknown = { cluster: 'nowhere', reason: REASON };
      expect((await send('put', SWITCHES, unknown)).status).toBe(404);
      expect((await send('delete', SWITCHES)).status).toBe(404);
    });

    it('stops labs and lets them go on, and both are audited', async () => {
      const learner = learners.next();
      const stopped = await send('put', SWITCHES, {
        cluster: 'dev',
        reason: REASON,
      });
      expect(stopped.body).toEqual({
        cluster: 'dev',
        reason: REASON,
        since: expect.any(String),
        by: LEAD,
      });
      const path = await learners.start(learner);
      const get: Method = 'get';
      const { body: waiting } = await learners.call(get, path, learner);
      expect(waiting).toMatchObject({
        state: 'requested',
        queue: { position: 1, stopped: REASON },
        message: { en: expect.stringContaining(REASON.en) },
      });
      expect(await overview()).toEqual({
        clusters: runtime.status,
        switches: [stopped.body],
        attempts: [{ cluster: 'dev', state: 'requested', count: 1 }],
        stuck: [],
      });
      expect((await send('delete', `${SWITCHES}?cluster=dev`)).status).toBe(
        204,
      );
      await learners.inState(path, learner, 'ready');
      expect((await overview()).attempts).toEqual([
        { cluster: 'dev', state: 'ready', count: 1 },
      ]);
      expect(
        auditor.createEvent.mock.calls
          .filter(([{ eventId }]) => eventId === 'lab-switch')
          .map(([{ meta }]) => meta),
      ).toEqual(
        expect.arrayContaining([
          { actionType: 'stop', cluster: 'dev' },
          { actionType: 'allow', cluster: 'dev' },
        ]),
      );
    });

    it('shows deletions that hang, with their own words', async () => {
      const conditions = [
        { type: 'NamespaceContentRemaining', message: 'pods. has 1 instances' },
      ];
      const since = new Date(Date.now() - STUCK_AFTER_MS - 1_000);
      const leaving = {
        cluster: 'dev',
        uid: 'stuck',
        attemptId: 'gone',
        createdAt: new Date(0),
        terminating: true,
      };
      runtime.sandboxes.push(
        { ...leaving, namespace: 'stuck', deletion: { since, conditions } },
        {
          ...leaving,
          namespace: 'leaving',
          deletion: { since: new Date(), conditions },
        },
      );
      expect((await overview()).stuck).toEqual([
        {
          cluster: 'dev',
          namespace: 'stuck',
          since: since.toISOString(),
          conditions,
        },
      ]);
      runtime.fail('listSandboxes', new Error('connect ECONNREFUSED'));
      expect((await overview()).stuck).toEqual([]);
    });
  });
});

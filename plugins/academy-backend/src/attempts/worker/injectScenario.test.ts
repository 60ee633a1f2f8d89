import { TestDatabases } from '@backstage/backend-test-utils';
import { MINA, migratedDatabase } from '../__testUtils__/attemptFixtures';
import { labError } from '../__testUtils__/FakeLabRuntime';
import { CHALLENGE, SETUP_LAB } from '../__testUtils__/labUnits';
import { workerSetUp } from '../__testUtils__/workerSetUp';
import { listObjects, listOpenFaults } from '../operations';

jest.setTimeout(60_000);

const SCENARIO = { unitId: CHALLENGE, scenario: 'wrong-image' };
const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const SERVICE = { apiVersion: 'v1', kind: 'Service', name: 'web-service' };

describe('injectScenario', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  const running: { stopWorkers(): Promise<void> }[] = [];

  async function setUp(id: Parameters<typeof databases.init>[0] = 'SQLITE_3') {
    const all = workerSetUp(await migratedDatabase(databases, id));
    running.push(all);
    return all;
  }

  afterEach(() => Promise.all(running.splice(0).map(all => all.stopWorkers())));

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    it('undoes the fault of a worker that died, and never twice', async () => {
      const { runtime, service, startWorker, inState, asked, knex } =
        await setUp(databaseId);
      const release = runtime.hold('injectFaults');
      const killed = await startWorker();
      const { id } = await service.create({ userRef: MINA, ...SCENARIO });
      await asked('injectFaults');
      const open = await listOpenFaults({ knex, attemptId: id });
      expect(open).toEqual(runtime.journal);
      await knex('attempt').update({ lease_expires_at: new Date(0) });

      await startWorker();
      await asked('injectFaults', 2);
      release();
      await inState(id, 'ready');
      await killed.stop();
      const { calls } = runtime;
      const between = calls.slice(
        calls.indexOf('injectFaults faults/image.yaml') + 1,
        calls.lastIndexOf('injectFaults faults/image.yaml'),
      );
      expect(between).toEqual([
        'rollBack',
        'applySetup setup/web.yaml',
        'waitUntilPassed',
        'readObjects',
      ]);
      const journal = await knex('fault_journal').orderBy('id');
      expect(journal.map(row => row.reverted_at !== null)).toEqual([
        true,
        false,
      ]);
    });

    it('keeps what the fault has changed, and pins what it has left in place', async () => {
      const { runtime, service, startWorker, inState, asked, knex } =
        await setUp(databaseId);
      runtime.applied = [
        { ...DEPLOYMENT, uid: 'u1' },
        { ...SERVICE, uid: 'u2' },
      ];
      runtime.objects = { web: { spec: 1 }, 'web-service': { spec: 2 } };
      const inject = runtime.injectFaults.bind(runtime);
      runtime.injectFaults = async (...input) => {
        await inject(...input);
        runtime.objects = { web: { spec: 'broken' } };
      };
      await startWorker();
      const { id } = await service.create({ userRef: MINA, ...SCENARIO });
      await inState(id, 'ready');
      expect(await listObjects({ knex, attemptId: id })).toEqual([
        {
          ...DEPLOYMENT,
          uid: 'u1',
          healthy: { spec: 1 },
          broken: { spec: 'broken' },
          left: undefined,
        },
        {
          ...SERVICE,
          uid: undefined,
          healthy: { spec: 2 },
          broken: null,
          left: undefined,
        },
      ]);
      await asked('openCheckSession');
      expect(runtime.sessions[0].pins).toEqual([{ ...DEPLOYMENT, uid: 'u1' }]);
    });

    it('ends the lease of a fault with its sandbox', async () => {
      const { runtime, service, startWorker, inState, gone, knex } =
        await setUp(databaseId);
      await startWorker();
      const { id } = await service.create({ userRef: MINA, ...SCENARIO });
      await inState(id, 'ready');
      const release = runtime.hold('remove');
      await service.end({ id, userRef: MINA });
      expect(await listOpenFaults({ knex, attemptId: id })).toHaveLength(1);
      release();
      await gone(id);
      expect(await listOpenFaults({ knex, attemptId: id })).toEqual([]);
    });
  });

  it('wipes where the fault cannot be undone', async () => {
    const { runtime, service, startWorker, inState } = await setUp();
    runtime.fail('proveFault', labError('cluster-unavailable', 'No answer.'));
    runtime.fail('rollBack', labError('conflict', 'Somebody was here.'));
    await startWorker();
    const { id } = await service.create({ userRef: MINA, ...SCENARIO });
    await inState(id, 'ready');
    expect(runtime.calls.filter(call => /rollBack|wipe/.test(call))).toEqual([
      'rollBack',
      'wipe',
    ]);
  });

  it('undoes again what the cluster did not answer to', async () => {
    const unavailable = labError('cluster-unavailable', 'No answer.');
    const { runtime, service, startWorker, inState } = await setUp();
    runtime.fail('proveFault', unavailable);
    runtime.fail('rollBack', unavailable);
    await startWorker();
    const { id } = await service.create({ userRef: MINA, ...SCENARIO });
    await inState(id, 'ready');
    expect(runtime.calls.filter(call => /rollBack|wipe/.test(call))).toEqual([
      'rollBack',
      'rollBack',
    ]);
  });

  it('wipes what a learner was let into, however often the worker dies on the way back', async () => {
    const { runtime, service, startWorker, inState, asked } = await setUp();
    const first = await startWorker();
    const own = { userRef: MINA };
    const { id } = await service.create({ ...own, ...SCENARIO });
    await inState(id, 'ready');
    runtime.calls.length = 0;
    const release = runtime.hold('wipe');
    await service.reset({ id, ...own });
    await asked('wipe');
    await first.stop();
    release();
    await startWorker();
    await inState(id, 'ready');
    expect(runtime.calls.filter(call => call === 'wipe')).toHaveLength(2);
    expect(runtime.calls).not.toContain('rollBack');
  });

  it('applies the setup of a lab again without a wipe', async () => {
    const { runtime, service, startWorker, inState } = await setUp();
    runtime.fail('applySetup', labError('cluster-unavailable', 'No answer.'));
    await startWorker();
    const { id } = await service.create({ userRef: MINA, unitId: SETUP_LAB });
    await inState(id, 'ready');
    expect(runtime.calls.slice(0, 3)).toEqual([
      'provision',
      'applySetup setup/web.yaml',
      'applySetup setup/web.yaml',
    ]);
  });

  it('reads what is left before it removes, and removes what it cannot read', async () => {
    const { runtime, service, startWorker, inState, gone, knex } =
      await setUp();
    runtime.objects = { web: { spec: 1 } };
    await startWorker();
    const own = { userRef: MINA };
    const { id } = await service.create({ ...own, ...SCENARIO });
    await inState(id, 'ready');
    runtime.objects = { web: { spec: 'mine' } };
    runtime.fail('readObjects', labError('timeout', 'Late.'));
    runtime.calls.length = 0;
    await service.end({ id, ...own });
    await gone(id);
    expect(
      runtime.calls.filter(call => /readObjects|remove/.test(call)),
    ).toEqual(['readObjects', 'readObjects', 'remove']);
    const [{ left }] = await listObjects({ knex, attemptId: id });
    expect(left).toEqual({ spec: 'mine' });

    const next = await service.create({ ...own, ...SCENARIO });
    await inState(next.id, 'ready');
    runtime.fail('readObjects', labError('forbidden', 'Not allowed.'));
    await service.end({ id: next.id, ...own });
    await gone(next.id);
    const [unread] = await listObjects({ knex, attemptId: next.id });
    expect(unread.left).toBeUndefined();
  });
});

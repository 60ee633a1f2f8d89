import { TestDatabases } from '@backstage/backend-test-utils';
import {
  LAB,
  MINA,
  JOON,
  migratedDatabase,
  verdict,
} from '../__testUtils__/attemptFixtures';
import { labError } from '../__testUtils__/FakeLabRuntime';
import { CHALLENGE, SETUP_LAB } from '../__testUtils__/labUnits';
import { eventually } from '../__testUtils__/eventually';
import { workerSetUp } from '../__testUtils__/workerSetUp';
import { findAttempt, readEvents } from '../operations';

jest.setTimeout(60_000);

const SCENARIO = { unitId: CHALLENGE, scenario: 'wrong-image' };

describe('AttemptWorker', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  let stop = async () => {};

  async function setUp(id: Parameters<typeof databases.init>[0] = 'SQLITE_3') {
    const all = workerSetUp(await migratedDatabase(databases, id));
    stop = all.stopWorkers;
    return all;
  }

  afterEach(() => stop());

  it.each(databases.eachSupportedId())(
    'brings a lab to green, keeps looking and removes it, on %p',
    async id => {
      const { runtime, service, startWorker, inState, gone, progress, asked } =
        await setUp(id);
      await startWorker();
      const own = { userRef: MINA };
      const { id: attemptId, namespace } = await service.create({
        ...own,
        unitId: LAB,
      });
      const ready = await inState(attemptId, 'ready');
      expect(ready).toMatchObject({
        sandboxUid: `uid-of-${namespace}`,
        readyAt: expect.any(Date),
        message: undefined,
      });
      await asked('openCheckSession');
      expect((await progress.list(MINA)).get(LAB)?.state).toBe('started');

      await runtime.report(verdict('one', 'passed'));
      await runtime.report(verdict('one', 'notYet'), verdict('two', 'passed'));
      expect(await service.view({ id: attemptId, ...own })).toMatchObject({
        state: 'passed',
        verdicts: [
          { checkId: 'one', outcome: 'notYet' },
          { checkId: 'two', outcome: 'passed' },
        ],
      });
      expect((await progress.list(MINA)).get(LAB)).toMatchObject({
        state: 'completed',
        assisted: false,
      });
      await runtime.report(verdict('one', 'passed'));

      await service.end({ id: attemptId, ...own });
      const ended = await gone(attemptId);
      expect(ended).toMatchObject({ state: 'passed' });
      expect(runtime.calls).toEqual([
        'provision',
        'openCheckSession',
        'stop',
        'remove',
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'completes a challenge with its last scenario, on %p',
    async id => {
      const { runtime, service, startWorker, inState, asked, gone, progress } =
        await setUp(id);
      await startWorker();
      const solve = async (scenario: string) => {
        const attempt = { unitId: CHALLENGE, scenario };
        const created = await service.create({ userRef: MINA, ...attempt });
        await inState(created.id, 'ready');
        await asked('openCheckSession');
        await runtime.report(
          verdict('one', 'passed'),
          verdict('two', 'passed'),
        );
        await inState(created.id, 'passed');
        await service.end({ id: created.id, userRef: MINA });
        await gone(created.id);
        runtime.calls.length = 0;
      };
      const state = async () =>
        (await progress.list(MINA)).get(CHALLENGE)?.state;
      await solve('wrong-image');
      expect(await state()).toBe('started');
      await solve('wrong-image');
      expect(await state()).toBe('started');
      await solve('lost-endpoints');
      expect(await state()).toBe('completed');
    },
  );

  it('asks the cluster nothing while an attempt sits idle', async () => {
    const { runtime, service, signals, startWorker, asked, knex } =
      await setUp();
    await startWorker();
    const { id } = await service.create({ userRef: MINA, unitId: LAB });
    await asked('openCheckSession');
    const { lease_expires_at: before } = await knex('attempt').first();
    await eventually(async () => {
      signals.wake();
      return (await knex('attempt').first()).lease_expires_at > before;
    });
    expect(runtime.calls).toEqual(['provision', 'openCheckSession']);
    expect(await findAttempt({ knex, id })).toMatchObject({ state: 'ready' });
  });

  it('gives a sandbox back that is ended while it is being made', async () => {
    const { runtime, service, startWorker, asked, gone } = await setUp();
    runtime.hold('provision');
    await startWorker();
    const own = { userRef: MINA };
    const { id } = await service.create({ ...own, unitId: LAB });
    await asked('provision');
    await service.end({ id, ...own });
    expect(await gone(id)).toMatchObject({ state: 'abandoned' });
    expect(runtime.sandboxes).toEqual([]);
  });

  it('keeps removing until the sandbox is gone', async () => {
    const { runtime, service, startWorker, inState, gone } = await setUp();
    runtime.fail(
      'remove',
      labError('cluster-unavailable', 'No answer.'),
      labError('cluster-unavailable', 'No answer.'),
    );
    await startWorker();
    const own = { userRef: MINA };
    const { id } = await service.create({ ...own, unitId: LAB });
    await inState(id, 'ready');
    await service.end({ id, ...own });
    await gone(id);
    expect(runtime.calls.filter(call => call === 'remove')).toHaveLength(3);
  });

  it('starts the next in the queue once a place is free', async () => {
    const { runtime, service, startWorker, inState } = await setUp();
    runtime.status[0].maxSandboxes = 1;
    await startWorker();
    const first = await service.create({ userRef: MINA, unitId: LAB });
    await inState(first.id, 'ready');
    const second = await service.create({ userRef: JOON, unitId: SETUP_LAB });
    expect(second.message?.en).toContain('number 1 in the queue');
    await service.end({ id: first.id, userRef: MINA });
    await inState(second.id, 'ready');
    expect(runtime.sandboxes.map(each => each.attemptId)).toEqual([second.id]);
  });

  it('expires an attempt whose time is over', async () => {
    const { service, signals, startWorker, inState, gone, knex } =
      await setUp();
    await startWorker();
    const { id } = await service.create({ userRef: MINA, unitId: LAB });
    await inState(id, 'ready');
    await knex('attempt').update({ expires_at: new Date() });
    signals.wake();
    expect(await gone(id)).toMatchObject({ state: 'expired' });
  });

  it('ends an attempt that nobody uses, and one verdict is enough use', async () => {
    const { runtime, service, signals, startWorker, inState, asked, knex } =
      await setUp();
    await startWorker();
    const { id } = await service.create({ userRef: MINA, unitId: LAB });
    await inState(id, 'ready');
    await asked('openCheckSession');
    const soon = new Date(Date.now() + 10_000);
    await knex('attempt').update({ idle_ends_at: soon });
    // What cannot be read is nobody's work.
    await runtime.report({
      ...verdict('one', 'unknown'),
      reason: 'unreachable',
    });
    expect(await findAttempt({ knex, id })).toMatchObject({ idleEndsAt: soon });
    await runtime.report(verdict('one', 'notYet'));
    const used = await findAttempt({ knex, id });
    expect(used!.idleEndsAt!.getTime()).toBeGreaterThan(soon.getTime());

    await knex('attempt').update({ idle_ends_at: new Date() });
    signals.wake();
    const { message } = await inState(id, 'expired');
    expect(message?.en).toContain('Nothing was done here');
  });

  it('tells who waits when the place changes', async () => {
    const { runtime, service, startWorker, inState, knex } = await setUp();
    runtime.status[0].maxSandboxes = 1;
    await startWorker();
    const first = await service.create({ userRef: MINA, unitId: LAB });
    await inState(first.id, 'ready');
    const second = await service.create({ userRef: JOON, unitId: LAB });
    expect(second.queue).toEqual({ position: 1 });
    const { id: attemptId } = second;
    await eventually(async () => {
      const events = await readEvents({ knex, attemptId, after: 0, limit: 9 });
      return events.some(
        event => event.type === 'queue' && event.queue.position === 1,
      );
    });
  });

  describe('after the end of the process', () => {
    it('goes on where it was killed, and the dead one can write no more', async () => {
      const { runtime, service, startWorker, inState, asked, knex } =
        await setUp();
      const release = runtime.hold('proveFault');
      await startWorker();
      const { id } = await service.create({ userRef: MINA, ...SCENARIO });
      await asked('proveFault');

      // The first worker is not stopped: it behaves like one that hung.
      await startWorker();
      await asked('proveFault', 2);
      expect(runtime.calls).toContain('rollBack');
      release();
      const ready = await inState(id, 'ready');
      expect(ready.fencingToken).toBe(2);
      await asked('openCheckSession');
      const events = await readEvents({
        knex,
        attemptId: id,
        after: 0,
        limit: 99,
      });
      expect(
        events.filter(
          event => event.type === 'state' && event.state === 'ready',
        ),
      ).toHaveLength(1);
    });

    it('provisions the namespace it had chosen before', async () => {
      const { runtime, service, startWorker, inState, asked } = await setUp();
      const release = runtime.hold('provision');
      const killed = await startWorker();
      const { id, namespace } = await service.create({
        userRef: MINA,
        unitId: LAB,
      });
      await asked('provision');
      await killed.stop();
      release();
      await startWorker();
      await inState(id, 'ready');
      expect(runtime.sandboxes.map(each => each.namespace)).toEqual([
        namespace,
      ]);
    });

    it('knows the verdicts from before', async () => {
      const { runtime, service, startWorker, asked } = await setUp();
      const first = await startWorker();
      await service.create({ userRef: MINA, unitId: LAB });
      await asked('openCheckSession');
      const known = verdict('one', 'passed');
      await runtime.report(known);
      await first.stop();
      await startWorker();
      await asked('openCheckSession', 2);
      expect(runtime.sessions[1].known).toEqual([known]);
    });
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  LAB,
  MINA,
  migratedDatabase,
  verdict,
} from '../__testUtils__/attemptFixtures';
import { labError } from '../__testUtils__/FakeLabRuntime';
import { CHALLENGE, NESTED_LAB } from '../__testUtils__/labUnits';
import { workerSetUp } from '../__testUtils__/workerSetUp';
import { findAttempt, listVerdicts, readEvents } from '../operations';

jest.setTimeout(60_000);

const SCENARIO = { unitId: CHALLENGE, scenario: 'wrong-image' };

describe('Preparation', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  let stop = async () => {};

  async function setUp(id: Parameters<typeof databases.init>[0] = 'SQLITE_3') {
    const all = workerSetUp(await migratedDatabase(databases, id));
    stop = all.stopWorkers;
    return all;
  }

  afterEach(() => stop());

  it('says what it waits for while a nested control plane starts', async () => {
    const { runtime, service, startWorker, inState, asked, knex } =
      await setUp();
    const release = runtime.hold('provision');
    await startWorker();
    const { id } = await service.create({ userRef: MINA, unitId: NESTED_LAB });
    await asked('provision');
    const [input] = runtime.provisioned;
    expect(input).toMatchObject({ profile: 'nested' });
    const step = (en: string) => input.onStep?.({ en, ko: `${en} (ko)` });
    step('First step.');
    step('Second step.');
    release();
    await inState(id, 'ready');
    const events = await readEvents({
      knex,
      attemptId: id,
      after: 0,
      limit: 99,
    });
    const told = events.flatMap(event =>
      event.type === 'state' ? [[event.state, event.message?.en]] : [],
    );
    expect(told.slice(-3)).toEqual([
      ['provisioning', 'First step.'],
      ['provisioning', 'Second step.'],
      ['ready', undefined],
    ]);
    expect((await findAttempt({ knex, id }))?.message).toBeUndefined();
  });

  it('sets a scenario up, breaks it and proves it before the clock starts', async () => {
    const { runtime, service, startWorker, inState, knex } = await setUp();
    await startWorker();
    const { id } = await service.create({ userRef: MINA, ...SCENARIO });
    await inState(id, 'ready');
    expect(runtime.calls.slice(0, 7)).toEqual([
      'provision',
      'applySetup setup/web.yaml',
      'waitUntilPassed',
      'readObjects',
      'injectFaults faults/image.yaml',
      'readObjects',
      'proveFault',
    ]);
    expect(await knex('fault_journal')).toMatchObject([
      {
        attempt_id: id,
        name: 'web',
        before: '{"kind":"Deployment"}',
        reverted_at: null,
      },
    ]);
    const events = await readEvents({
      knex,
      attemptId: id,
      after: 0,
      limit: 9,
    });
    expect(events.map(event => event.type === 'state' && event.state)).toEqual([
      'requested',
      'provisioning',
      'injecting',
      'ready',
    ]);
  });

  it('resets: wipes, prepares and proves again, and looks anew', async () => {
    const { runtime, service, startWorker, inState, asked, knex } =
      await setUp();
    await startWorker();
    const own = { userRef: MINA };
    const { id } = await service.create({ ...own, ...SCENARIO });
    const first = await inState(id, 'ready');
    await asked('openCheckSession');
    await runtime.report(verdict('one', 'passed'));

    runtime.calls.length = 0;
    const view = await service.reset({ id, ...own });
    expect(view).toMatchObject({ state: 'injecting', verdicts: [] });
    await asked('openCheckSession');
    const second = await inState(id, 'ready');
    expect(second.readyAt!.getTime()).toBeGreaterThan(first.readyAt!.getTime());
    expect(runtime.calls).toEqual([
      'stop',
      'wipe',
      'applySetup setup/web.yaml',
      'waitUntilPassed',
      'readObjects',
      'injectFaults faults/image.yaml',
      'readObjects',
      'proveFault',
      'openCheckSession',
    ]);
    const journal = await knex('fault_journal').orderBy('id');
    expect(journal.map(entry => entry.reverted_at !== null)).toEqual([
      true,
      false,
    ]);
    // What the session from before the reset still had to say counts no more.
    await runtime.sessions[0].onVerdicts([verdict('one', 'passed')]);
    expect(await listVerdicts({ knex, attemptId: id })).toEqual([]);
  });

  it.each([
    ['proveFault', labError('fault-not-proven', 'No symptom.'), 'No symptom.'],
    [
      'applySetup',
      labError('invalid-manifest', 'Not a manifest.'),
      'Not a manifest.',
    ],
    ['waitUntilPassed', labError('timeout', 'Late.'), 'did not become healthy'],
    ['injectFaults', new TypeError('oops'), 'in the log of the portal'],
  ] as const)(
    'fails with a reason and a next step when %s fails',
    async (method, error, reason) => {
      const { runtime, service, startWorker, gone } = await setUp();
      runtime.fail(method, error);
      await startWorker();
      const { id } = await service.create({ userRef: MINA, ...SCENARIO });
      const failed = await gone(id);
      expect(failed.state).toBe('failed');
      expect(failed.message?.en).toContain(reason);
      expect(failed.message?.en).toContain('Start a new attempt');
      expect(failed.message?.ko).toMatch(/새로 시작해/);
      expect(runtime.sandboxes).toEqual([]);
    },
  );

  it('fails when the lessons no longer have the lab', async () => {
    const { content, service, startWorker, gone } = await setUp();
    const { id } = await service.create({ userRef: MINA, unitId: LAB });
    content.units.delete(LAB);
    await startWorker();
    const failed = await gone(id);
    expect(failed.state).toBe('failed');
    expect(failed.message?.en).toContain('no longer part of the lessons');
  });

  it('tries again while the cluster does not answer, and says so', async () => {
    const { runtime, service, startWorker, inState, knex } = await setUp();
    const unavailable = labError('cluster-unavailable', 'No answer.');
    runtime.fail('provision', unavailable, unavailable);
    runtime.fail('proveFault', unavailable);
    await startWorker();
    const { id } = await service.create({ userRef: MINA, ...SCENARIO });
    await inState(id, 'ready');
    expect(runtime.calls.filter(call => call === 'provision')).toHaveLength(3);
    // What was half done is undone before it is done again.
    expect(runtime.calls).toContain('rollBack');
    expect(runtime.calls).not.toContain('wipe');
    const events = await readEvents({
      knex,
      attemptId: id,
      after: 0,
      limit: 9,
    });
    const told = events.flatMap(event =>
      event.type === 'state' ? event.message?.en ?? [] : [],
    );
    expect(told).toContain('No answer. Trying again by itself.');
  });

  it('works in the namespace that it was given, whatever was asked for', async () => {
    const { runtime, service, startWorker, inState } = await setUp();
    runtime.given = 'pool-7';
    await startWorker();
    const { id } = await service.create({ userRef: MINA, unitId: LAB });
    expect(await inState(id, 'ready')).toMatchObject({
      namespace: 'pool-7',
      sandboxUid: 'uid-of-pool-7',
    });
  });

  it('sets up and breaks for the namespace that it was given', async () => {
    const { runtime, service, content, startWorker, inState } = await setUp();
    const binding = (namespace: string) => `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: robot }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: robot }
subjects: [{ kind: ServiceAccount, name: robot, namespace: ${namespace} }]
`;
    const unit = content.units.get(CHALLENGE)!;
    const template = binding('{{sandboxNamespace}}');
    content.units.set(CHALLENGE, {
      ...unit,
      files: { 'setup/web.yaml': template, 'faults/image.yaml': template },
    });
    const applySetup = jest.spyOn(runtime, 'applySetup');
    const injectFaults = jest.spyOn(runtime, 'injectFaults');
    runtime.given = 'pool-7';
    await startWorker();
    const created = await service.create({ userRef: MINA, ...SCENARIO });
    expect(created.namespace).not.toBe('pool-7');
    await inState(created.id, 'ready');
    const sandbox = {
      cluster: 'dev',
      namespace: 'pool-7',
      uid: 'uid-of-pool-7',
    };
    expect(applySetup.mock.calls).toEqual([
      [sandbox, [{ file: 'setup/web.yaml', content: binding('pool-7') }]],
    ]);
    expect(injectFaults.mock.calls).toEqual([
      [
        sandbox,
        [{ file: 'faults/image.yaml', content: binding('pool-7') }],
        expect.any(Function),
      ],
    ]);
    expect(runtime.provisioned).toHaveLength(1);
  });
});

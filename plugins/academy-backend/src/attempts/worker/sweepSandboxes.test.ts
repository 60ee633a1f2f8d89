import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  claim,
  insertAttempt,
  migratedDatabase,
  readyAttempt,
} from '../__testUtils__/attemptFixtures';
import { workerSetUp } from '../__testUtils__/workerSetUp';
import { ORPHAN_AGE_MS } from '../limits';
import { findAttempt } from '../operations';
import type { Attempt } from '../types';
import { sweepSandboxes } from './sweepSandboxes';

jest.setTimeout(60_000);

describe('sweepSandboxes', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  async function setUp() {
    return workerSetUp(await migratedDatabase(databases, 'SQLITE_3'));
  }

  const sandboxOf = (attempt: Attempt) => ({
    cluster: attempt.cluster,
    namespace: attempt.namespace,
    uid: attempt.sandboxUid!,
    attemptId: attempt.id,
    createdAt: new Date(0),
    terminating: false,
  });

  const stateOf = async (knex: Knex, { id }: Attempt) =>
    (await findAttempt({ knex, id }))?.state;

  it('removes old sandboxes that no attempt knows, and only those', async () => {
    const { context, runtime, knex } = await setUp();
    const attempt = await readyAttempt(knex);
    const known = sandboxOf(attempt);
    const stranger = {
      ...known,
      attemptId: 'unknown',
      namespace: 'acad-old',
      uid: 'old',
    };
    const young = {
      ...stranger,
      namespace: 'acad-young',
      uid: 'young',
      createdAt: new Date(Date.now() - ORPHAN_AGE_MS + 60_000),
    };
    const leaving = { ...stranger, uid: 'leaving', terminating: true };
    // The name is right, but it is another namespace: the uid decides.
    const impostor = { ...known, uid: 'other' };
    runtime.sandboxes = [known, stranger, young, leaving, impostor];

    await sweepSandboxes(context);
    expect(runtime.sandboxes.map(({ uid }) => uid)).toEqual([
      known.uid,
      'young',
      'leaving',
    ]);
    expect(await stateOf(knex, attempt)).toBe('ready');
  });

  it('leaves alone what is prepared ahead, and what an attempt is about to get', async () => {
    const { context, runtime, knex } = await setUp();
    const id = await insertAttempt(knex);
    const [attempt] = await claim(knex, 'worker');
    const given = {
      ...sandboxOf(attempt),
      namespace: 'acad-prepared-1',
      uid: 'given',
    };
    const ahead = { ...given, uid: 'ahead', attemptId: 'prepared-2' };
    runtime.sandboxes = [given, ahead];
    await sweepSandboxes(context);
    expect(runtime.sandboxes).toEqual([given, ahead]);

    // Once it is known which one the attempt got, the others are nobody's.
    await knex('attempt')
      .where({ id })
      .update({ sandbox_uid: 'other', namespace: 'acad-other' });
    runtime.sandboxes.push({ ...given, namespace: 'acad-other', uid: 'other' });
    await sweepSandboxes(context);
    expect(runtime.sandboxes.map(({ uid }) => uid)).toEqual(['ahead', 'other']);
  });

  it('fails attempts whose sandbox is lost, by uid', async () => {
    const { context, runtime, knex } = await setUp();
    const lost = await readyAttempt(knex);
    const replaced = await readyAttempt(knex);
    const kept = await readyAttempt(knex);
    runtime.sandboxes = [
      sandboxOf(kept),
      { ...sandboxOf(replaced), uid: 'other', createdAt: new Date() },
    ];
    await sweepSandboxes(context);
    for (const attempt of [lost, replaced]) {
      expect(await findAttempt({ knex, id: attempt.id })).toMatchObject({
        state: 'failed',
        message: { en: expect.stringContaining('no longer exists') },
        sandboxGoneAt: expect.any(Date),
      });
    }
    expect(await stateOf(knex, kept)).toBe('ready');
  });

  it('concludes nothing from a cluster that does not answer', async () => {
    const { context, runtime, knex } = await setUp();
    const attempt = await readyAttempt(knex);
    runtime.status[0].state = 'unavailable';
    await sweepSandboxes(context);
    runtime.status[0].state = 'ready';
    runtime.fail('listSandboxes', new Error('connect ECONNREFUSED'));
    await sweepSandboxes(context);
    expect(await stateOf(knex, attempt)).toBe('ready');
  });

  it('expires what no worker drives any more', async () => {
    const { context, runtime, knex } = await setUp();
    const attempt = await readyAttempt(knex);
    runtime.status = [];
    await knex('attempt').update({ expires_at: new Date(0) });
    await sweepSandboxes(context);
    expect(await stateOf(knex, attempt)).toBe('expired');
  });
});

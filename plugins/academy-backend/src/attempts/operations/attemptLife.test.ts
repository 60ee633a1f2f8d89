import { TestDatabases } from '@backstage/backend-test-utils';
import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';
import {
  claim,
  insertAttempt,
  LIFETIMES,
  migratedDatabase,
  readyAttempt,
  verdict,
} from '../__testUtils__/attemptFixtures';
import type { Attempt } from '../types';
import { extendAttempt, noteActivity } from './activity';
import { endAttempt } from './endAttempt';
import { expireAttempt } from './expireAttempt';
import { findAttempt, readEvents } from './readAttempt';
import { recordVerdicts } from './recordVerdicts';
import { resetAttempt } from './resetAttempt';

jest.setTimeout(60_000);

const MESSAGE = { en: 'Over', ko: '끝' };
const lifetimes = LIFETIMES;
const { extensionMs, idleMs } = LIFETIMES;

describe('the life of an attempt', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  const current = async (knex: Knex, { id }: { id: string }) =>
    (await findAttempt({ knex, id }))!;

  const timesTold = async (knex: Knex, { id: attemptId }: Attempt) =>
    (await readEvents({ knex, attemptId, after: 0, limit: 99 })).filter(
      ({ type }) => type === 'times',
    );

  const extend = (knex: Knex, { id }: { id: string }) =>
    knex.transaction(trx => extendAttempt({ trx, id, lifetimes }));

  const touch = (knex: Knex, { id }: { id: string }) =>
    knex.transaction(trx => noteActivity({ trx, id, lifetimes }));

  const expire = (knex: Knex, attempt: Attempt) =>
    knex.transaction(trx => expireAttempt({ trx, attempt }));

  const end = (knex: Knex, attempt: Attempt) =>
    knex.transaction(trx =>
      endAttempt({ trx, attempt, to: 'abandoned', message: MESSAGE }),
    );

  const fromNow = (ms: number) => new Date(Date.now() + ms);

  describe.each(databases.eachSupportedId())('on %p', databaseId => {
    const setUp = () => migratedDatabase(databases, databaseId);

    describe('idleness', () => {
      it('is put off by activity, which is written now and then', async () => {
        const knex = await setUp();
        const attempt = await readyAttempt(knex);
        expect(await touch(knex, attempt)).toBe(false);
        await knex('attempt').update({ idle_ends_at: fromNow(idleMs / 2) });
        expect(await touch(knex, attempt)).toBe(true);
        expect(await touch(knex, attempt)).toBe(false);
        const { idleEndsAt } = await current(knex, attempt);
        expect(await timesTold(knex, attempt)).toMatchObject([
          { idleEndsAt: idleEndsAt!.toISOString() },
        ]);
      });

      it('is not put off once it is over', async () => {
        const knex = await setUp();
        const attempt = await readyAttempt(knex);
        await knex('attempt').update({ idle_ends_at: fromNow(-1) });
        expect(await touch(knex, attempt)).toBe(false);
        expect(await expire(knex, attempt)).toBe(true);
        expect(await current(knex, attempt)).toMatchObject({
          state: 'expired',
          message: { en: expect.stringContaining('Nothing was done here') },
        });
      });
    });

    describe('an extension', () => {
      it('is added until the hard end, and refused beyond', async () => {
        const knex = await setUp();
        const attempt = await readyAttempt(knex);
        await extend(knex, attempt);
        const once = await current(knex, attempt);
        expect(once.expiresAt.getTime()).toBe(
          attempt.expiresAt.getTime() + extensionMs,
        );
        const almost = once.hardEndsAt!.getTime() - 1_000;
        await knex('attempt').update({ expires_at: new Date(almost) });
        await extend(knex, attempt);
        expect((await current(knex, attempt)).expiresAt).toEqual(
          once.hardEndsAt,
        );
        await expect(extend(knex, attempt)).rejects.toThrow(
          /all the time that one may have/,
        );
        expect(await timesTold(knex, attempt)).toHaveLength(2);
      });

      it('is refused while it waits, and once it is over', async () => {
        const knex = await setUp();
        const id = await insertAttempt(knex);
        await expect(extend(knex, { id })).rejects.toThrow(/waiting/);
        const over = await readyAttempt(knex);
        await knex('attempt')
          .where({ id: over.id })
          .update({ expires_at: fromNow(-1) });
        await expect(extend(knex, over)).rejects.toThrow(/is over/);
        const ended = await readyAttempt(knex);
        await end(knex, ended);
        await expect(extend(knex, ended)).rejects.toThrow(/is over/);
      });

      it('that comes a moment before the end saves the attempt', async () => {
        const knex = await setUp();
        const attempt = await readyAttempt(knex);
        await extend(knex, attempt);
        expect(await expire(knex, attempt)).toBe(false);
        expect((await current(knex, attempt)).state).toBe('ready');
      });
    });

    it.each([
      ['its time', { expires_at: fromNow(-1) }, 'The time of this sandbox'],
      [
        'the hard limit',
        { expires_at: fromNow(-1), hard_ends_at: fromNow(-1) },
        'the longest time',
      ],
    ])('ends by %s with that reason', async (_, times, reason) => {
      const knex = await setUp();
      const attempt = await readyAttempt(knex);
      await knex('attempt').update(times);
      expect(await expire(knex, attempt)).toBe(true);
      const { message, state } = await current(knex, attempt);
      expect(state).toBe('expired');
      expect(message?.en).toContain(reason);
      expect(message?.ko).toContain('새로 시작');
    });

    it('ends in the queue when its turn never comes', async () => {
      const knex = await setUp();
      const id = await insertAttempt(knex, { expiresAt: fromNow(-1) });
      expect(await expire(knex, await current(knex, { id }))).toBe(true);
      expect(await current(knex, { id })).toMatchObject({
        message: { en: expect.stringContaining('left the queue') },
        sandboxGoneAt: expect.any(Date),
      });
    });

    it('begins with its turn, not with its request', async () => {
      const knex = await setUp();
      const id = await insertAttempt(knex, { expiresAt: fromNow(5_000) });
      expect(await current(knex, { id })).toMatchObject({
        hardEndsAt: undefined,
        idleEndsAt: undefined,
      });
      const [claimed] = await claim(knex, 'a');
      const begin = claimed.hardEndsAt!.getTime() - lifetimes.hardLimitMs;
      expect(claimed.expiresAt.getTime() - begin).toBe(lifetimes.ttlMs);
      expect(claimed.idleEndsAt!.getTime() - begin).toBe(idleMs);
      expect(await current(knex, { id })).toEqual(claimed);
    });

    describe('the clock', () => {
      const silent: Verdict = {
        ...verdict('one', 'unknown'),
        reason: 'unreachable',
      };
      const record = (
        knex: Knex,
        attempt: Attempt,
        found: Verdict,
        onPassed: (passed: Attempt) => void = () => {},
      ) =>
        knex.transaction(trx =>
          recordVerdicts({
            trx,
            claim: attempt,
            verdicts: [found],
            isReadable: ([
              {
                verdict: { outcome },
              },
            ]) => outcome !== 'unknown',
            isSolved: ([
              {
                verdict: { outcome },
              },
            ]) => outcome === 'passed',
            onPassed: async passed => onPassed(passed),
          }),
        );
      const lastFor = (knex: Knex, ms: number) =>
        knex('attempt').update({ paused_since: fromNow(-ms) });

      it('stands still while the cluster cannot be read', async () => {
        const knex = await setUp();
        const attempt = await readyAttempt(knex);
        await record(knex, attempt, silent);
        const paused = await current(knex, attempt);
        expect(paused.pausedSince).toBeInstanceOf(Date);
        // Nothing new: the beginning of the pause stays.
        await record(knex, attempt, silent);
        expect((await current(knex, attempt)).pausedSince).toEqual(
          paused.pausedSince,
        );
        await lastFor(knex, 10_000);
        await record(knex, attempt, verdict('one', 'notYet'));
        const going = await current(knex, attempt);
        expect(going.pausedSince).toBeUndefined();
        expect(going.pausedMs).toBeGreaterThanOrEqual(10_000);
        const told = await timesTold(knex, attempt);
        expect(told).toMatchObject([
          { pausedMs: 0, pausedSince: paused.pausedSince!.toISOString() },
          { pausedMs: going.pausedMs },
        ]);
        expect(told[1]).not.toHaveProperty('pausedSince');
      });

      it('counts the pause that the pass itself ends', async () => {
        const knex = await setUp();
        const attempt = await readyAttempt(knex);
        await record(knex, attempt, silent);
        await lastFor(knex, 10_000);
        const passed: Attempt[] = [];
        await record(knex, attempt, verdict('one', 'passed'), solved =>
          passed.push(solved),
        );
        expect(passed).toHaveLength(1);
        expect(passed[0].pausedMs).toBeGreaterThanOrEqual(10_000);
        expect(passed[0].pausedSince).toBeUndefined();
      });

      it('does not pause after the pass, and begins anew with a reset', async () => {
        const knex = await setUp();
        const solved = await readyAttempt(knex);
        await record(knex, solved, verdict('one', 'passed'));
        await record(knex, solved, silent);
        expect((await current(knex, solved)).pausedSince).toBeUndefined();

        const attempt = await readyAttempt(knex);
        await record(knex, attempt, silent);
        await knex('attempt').update({ paused_ms: 5 });
        await knex.transaction(trx =>
          resetAttempt({ trx, attempt, message: MESSAGE }),
        );
        expect(await current(knex, attempt)).toMatchObject({
          pausedMs: 0,
          pausedSince: undefined,
        });
      });
    });
  });
});

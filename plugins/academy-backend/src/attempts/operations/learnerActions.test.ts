import { TestDatabases } from '@backstage/backend-test-utils';
import type { Hint } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';
import {
  JOON,
  MINA,
  insertAttempt,
  migratedDatabase,
  readyAttempt,
  verdict,
} from '../__testUtils__/attemptFixtures';
import type { Attempt } from '../types';
import { endAttempt } from './endAttempt';
import {
  countHints,
  findAttempt,
  listHints,
  listVerdicts,
  readEvents,
} from './readAttempt';
import { recordVerdicts } from './recordVerdicts';
import { resetAttempt } from './resetAttempt';
import { revealHint } from './revealHint';

jest.setTimeout(60_000);

const MESSAGE = { en: 'Ended', ko: '끝' };
const hints: Hint[] = [
  { kind: 'question', text: { en: 'What?', ko: '무엇?' } },
  { kind: 'solution', text: { en: 'This.', ko: '이것.' } },
];

describe('what a learner does', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  const reveal = (knex: Knex, attempt: Attempt, taskId = 'create') =>
    knex.transaction(trx => revealHint({ trx, attempt, taskId, hints }));

  const end = (
    knex: Knex,
    attempt: Parameters<typeof endAttempt>[0]['attempt'],
  ) =>
    knex.transaction(trx =>
      endAttempt({ trx, attempt, to: 'abandoned', message: MESSAGE }),
    );

  const pass = (knex: Knex, attempt: Attempt) =>
    knex.transaction(trx =>
      recordVerdicts({
        trx,
        claim: attempt,
        verdicts: [verdict('one', 'passed')],
        isReadable: () => true,
        isSolved: () => true,
        onPassed: async () => {},
      }),
    );

  describe.each(databases.eachSupportedId())('on %p', id => {
    it('reveals the hints of each task in order', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      expect(await reveal(knex, attempt)).toEqual({
        taskId: 'create',
        step: 0,
        ...hints[0],
      });
      await reveal(knex, attempt, 'other');
      expect(await findAttempt({ knex, id: attempt.id })).toMatchObject({
        assisted: false,
      });
      await reveal(knex, attempt);
      expect(await findAttempt({ knex, id: attempt.id })).toMatchObject({
        assisted: true,
      });
      await expect(reveal(knex, attempt)).rejects.toThrow(/All 2 hints/);
      const revealed = await listHints({ knex, attemptId: attempt.id });
      expect(revealed.map(hint => [hint.taskId, hint.step])).toEqual([
        ['create', 0],
        ['other', 0],
        ['create', 1],
      ]);
      expect(await countHints({ knex, userRef: MINA })).toEqual(
        new Map([[attempt.id, 3]]),
      );
      expect(await countHints({ knex, userRef: JOON })).toEqual(new Map());
    });

    it('reveals no hint twice to impatient fingers', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      const results = await Promise.allSettled(
        Array.from({ length: 5 }, () => reveal(knex, attempt)),
      );
      const steps = results.flatMap(result =>
        result.status === 'fulfilled' ? [result.value.step] : [],
      );
      expect(steps.sort()).toEqual([0, 1]);
    });

    it('is not assisted by a solution read after passing', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      await pass(knex, attempt);
      await reveal(knex, attempt);
      await reveal(knex, attempt);
      expect(await findAttempt({ knex, id: attempt.id })).toMatchObject({
        state: 'passed',
        assisted: false,
      });
    });

    it('gets no hint before the clock runs or after the end', async () => {
      const knex = await migratedDatabase(databases, id);
      const waiting = (await findAttempt({
        knex,
        id: await insertAttempt(knex),
      }))!;
      await expect(reveal(knex, waiting)).rejects.toThrow(/it is requested/);
      const attempt = await readyAttempt(knex);
      await end(knex, { id: attempt.id });
      await expect(reveal(knex, attempt)).rejects.toThrow(/it is abandoned/);
    });

    it('resets: verdicts go, hints stay, the clock stops', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      const attemptId = attempt.id;
      await knex.transaction(trx =>
        recordVerdicts({
          trx,
          claim: attempt,
          verdicts: [verdict('one', 'passed')],
          isReadable: () => true,
          isSolved: () => false,
          onPassed: async () => {},
        }),
      );
      await reveal(knex, attempt);
      const reset = () =>
        knex.transaction(trx =>
          resetAttempt({ trx, attempt, message: MESSAGE }),
        );
      await reset();
      expect(await findAttempt({ knex, id: attemptId })).toMatchObject({
        state: 'injecting',
        dirty: true,
        readyAt: undefined,
        message: MESSAGE,
      });
      expect(await listVerdicts({ knex, attemptId })).toEqual([]);
      expect(await listHints({ knex, attemptId })).toHaveLength(1);
      const events = await readEvents({ knex, attemptId, after: 0, limit: 99 });
      expect(events.slice(-2)).toMatchObject([
        { type: 'reset' },
        { type: 'state', state: 'injecting' },
      ]);
      await expect(reset()).rejects.toThrow(/it is injecting/);
    });

    it('ends once, and only what is theirs', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      expect(await end(knex, { id: attempt.id, userRef: JOON })).toBe(false);
      expect(await end(knex, { id: attempt.id, userRef: MINA })).toBe(true);
      const ended = await findAttempt({ knex, id: attempt.id });
      expect(ended).toMatchObject({ state: 'abandoned', message: MESSAGE });
      expect(ended?.sandboxGoneAt).toBeUndefined();
      expect(await end(knex, { id: attempt.id, userRef: MINA })).toBe(true);
      expect(await findAttempt({ knex, id: attempt.id })).toEqual(ended);
    });

    it('stays passed when it ends after passing', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      await pass(knex, attempt);
      await end(knex, { id: attempt.id });
      expect(await findAttempt({ knex, id: attempt.id })).toMatchObject({
        state: 'passed',
        endedAt: expect.any(Date),
      });
    });

    it('leaves nothing to remove when it ends in the queue', async () => {
      const knex = await migratedDatabase(databases, id);
      const attemptId = await insertAttempt(knex);
      await end(knex, { id: attemptId });
      expect(await findAttempt({ knex, id: attemptId })).toMatchObject({
        state: 'abandoned',
        sandboxGoneAt: expect.any(Date),
      });
    });
  });
});

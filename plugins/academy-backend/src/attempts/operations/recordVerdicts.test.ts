import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  Unit,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';
import {
  migratedDatabase,
  readyAttempt,
  verdict,
} from '../__testUtils__/attemptFixtures';
import { isReadable } from '../isReadable';
import { labContent } from '../labContent';
import type { Attempt } from '../types';
import { endAttempt } from './endAttempt';
import { findAttempt, listVerdicts, readEvents } from './readAttempt';
import { recordVerdicts } from './recordVerdicts';

jest.setTimeout(60_000);

const checks = [{ id: 'one' }, { id: 'two' }];
const lab = labContent(
  {
    spec: {
      kind: 'Lab',
      parameters: {},
      setup: [],
      tasks: checks.map(check => ({ ...check, hints: [], checks: [check] })),
    },
  } as unknown as Unit,
  { seed: '', namespace: '' },
)!;
const scenario = labContent(
  {
    spec: {
      kind: 'Challenge',
      scenarios: [
        { id: 'broken', setup: [], faults: [], hints: [], healthy: [], checks },
      ],
    },
  } as unknown as Unit,
  { scenario: 'broken', seed: '', namespace: '' },
)!;

describe('recordVerdicts', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  const record = (
    knex: Knex,
    claim: Attempt,
    verdicts: Verdict[],
    options: {
      content?: typeof lab;
      onPassed?: Parameters<typeof recordVerdicts>[0]['onPassed'];
    } = {},
  ) => {
    const { content = lab, onPassed = async () => {} } = options;
    const { isSolved } = content;
    return knex.transaction(trx =>
      recordVerdicts({
        trx,
        claim,
        verdicts,
        isSolved,
        isReadable: all => isReadable(content.checks, all),
        onPassed,
      }),
    );
  };

  describe.each(databases.eachSupportedId())('on %p', id => {
    it('moves a verdict both ways and remembers that it has passed', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      const attemptId = attempt.id;
      await record(knex, attempt, [verdict('one', 'notYet')]);
      expect(await listVerdicts({ knex, attemptId })).toMatchObject([
        { verdict: { outcome: 'notYet' }, passedAt: undefined },
      ]);
      await record(knex, attempt, [verdict('one', 'passed')]);
      const [{ passedAt }] = await listVerdicts({ knex, attemptId });
      expect(passedAt).toBeInstanceOf(Date);
      const back = verdict('one', 'unknown');
      await record(knex, attempt, [back]);
      expect(await listVerdicts({ knex, attemptId })).toEqual([
        { verdict: back, passedAt },
      ]);
    });

    it('passes a lab once each check has passed, at whatever time', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      expect(await record(knex, attempt, [verdict('one', 'passed')])).toBe(
        'recorded',
      );
      await record(knex, attempt, [verdict('one', 'notYet')]);
      const passed: Attempt[] = [];
      const outcome = await record(knex, attempt, [verdict('two', 'passed')], {
        onPassed: async solved => {
          passed.push(solved);
        },
      });
      expect(outcome).toBe('passed');
      expect(passed).toMatchObject([{ id: attempt.id }]);
      expect(await findAttempt({ knex, id: attempt.id })).toMatchObject({
        state: 'passed',
        endedAt: undefined,
      });
    });

    it('passes a scenario only while all checks hold together', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      const write = (...verdicts: Verdict[]) =>
        record(knex, attempt, verdicts, { content: scenario });
      await write(verdict('one', 'passed'));
      await write(verdict('one', 'notYet'));
      expect(await write(verdict('two', 'passed'))).toBe('recorded');
      expect(await write(verdict('one', 'passed'))).toBe('passed');
    });

    it('passes once; later verdicts stay live', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      const both = [verdict('one', 'passed'), verdict('two', 'passed')];
      expect(await record(knex, attempt, both)).toBe('passed');
      expect(await record(knex, attempt, [verdict('one', 'notYet')])).toBe(
        'recorded',
      );
      const events = await readEvents({
        knex,
        attemptId: attempt.id,
        after: 0,
        limit: 99,
      });
      expect(
        events.map(event =>
          event.type === 'state'
            ? event.state
            : event.type === 'verdict' && event.verdict.outcome,
        ),
      ).toEqual([
        'requested',
        'provisioning',
        'ready',
        'passed',
        'passed',
        'passed',
        'notYet',
      ]);
    });

    it('writes nothing when the progress cannot be written', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      const both = [verdict('one', 'passed'), verdict('two', 'passed')];
      await expect(
        record(knex, attempt, both, {
          onPassed: async () => {
            throw new Error('disk full');
          },
        }),
      ).rejects.toThrow('disk full');
      expect(await findAttempt({ knex, id: attempt.id })).toEqual(attempt);
      expect(await listVerdicts({ knex, attemptId: attempt.id })).toEqual([]);
    });

    it('refuses verdicts of an ended attempt', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      await knex.transaction(trx =>
        endAttempt({
          trx,
          attempt,
          to: 'expired',
          message: { en: 'Over', ko: '끝' },
        }),
      );
      expect(await record(knex, attempt, [verdict('one', 'passed')])).toBe(
        'lost',
      );
    });

    it('numbers the events of parallel writers in the order they appear', async () => {
      const knex = await migratedDatabase(databases, id);
      const attempt = await readyAttempt(knex);
      const attemptId = attempt.id;
      const seen: number[] = [];
      let writing = true;
      const reader = (async () => {
        let after = 0;
        while (writing) {
          const events = await readEvents({ knex, attemptId, after, limit: 5 });
          events.forEach(event => seen.push(event.id));
          after = events.at(-1)?.id ?? after;
        }
      })();
      await Promise.all(
        Array.from({ length: 30 }, (_, i) =>
          record(knex, attempt, [verdict(`c${i}`, 'notYet')]),
        ),
      );
      writing = false;
      await reader;
      const all = await readEvents({ knex, attemptId, after: 0, limit: 99 });
      const late = all.filter(event => event.id > Math.max(...seen));
      expect([...seen, ...late.map(event => event.id)]).toEqual(
        all.map(event => event.id),
      );
    });
  });
});

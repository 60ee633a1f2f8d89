import type { Hint } from '@kubernetes-academy/backstage-plugin-academy-common';
import { verdict } from '../__testUtils__/attemptFixtures';
import { hintCost, scoreOf, secondsTaken } from './score';

const text = { en: 'Look', ko: '보기' };
const hints: Hint[] = [
  { kind: 'question', text },
  { kind: 'where', text, cost: 3 },
  { kind: 'field', text },
  { kind: 'solution', text },
];
const MINUTES = 10;

describe('scoreOf', () => {
  it.each([
    ['at once', 0, 0],
    ['just in time', 600, 0],
    ['halfway to three times as long', 1200, 15],
    ['three times as long', 1800, 30],
    ['a day later', 86_400, 30],
  ])('takes off for time %s', (_, seconds, lost) => {
    const score = scoreOf({ hints, revealed: [], seconds, minutes: MINUTES });
    expect(score).toEqual({
      points: 100 - lost,
      seconds,
      deductions: lost ? [{ reason: 'time', points: lost }] : [],
    });
  });

  it('takes off for each hint what it costs, in order', () => {
    const revealed = [0, 1, 2];
    expect(scoreOf({ hints, revealed, seconds: 1, minutes: MINUTES })).toEqual({
      points: 72,
      seconds: 1,
      deductions: [
        { reason: 'hint', step: 0, points: 5 },
        { reason: 'hint', step: 1, points: 3 },
        { reason: 'hint', step: 2, points: 20 },
      ],
    });
  });

  it('is never below nothing, and forgets hints that the lessons no longer have', () => {
    const dear: Hint[] = [{ kind: 'field', text, cost: 90 }];
    const options = { hints: dear, seconds: 86_400, minutes: MINUTES };
    expect(scoreOf({ ...options, revealed: [0, 1] })).toMatchObject({
      points: 0,
      deductions: [
        { reason: 'hint', points: 90 },
        { reason: 'time', points: 30 },
      ],
    });
  });

  it('costs everything to see the solution', () => {
    expect(hints.map(hintCost)).toEqual([5, 3, 20, 100]);
  });
});

describe('secondsTaken', () => {
  const at = (seconds: number) =>
    new Date(Date.UTC(2026, 0, 1) + seconds * 1e3);
  const stored = (since: number, holdsSince?: number) => ({
    verdict: {
      ...verdict('one', 'passed'),
      since: at(since).toISOString(),
      holdsSince:
        holdsSince === undefined ? undefined : at(holdsSince).toISOString(),
    },
  });
  const attempt = { createdAt: at(0), readyAt: at(100), pausedMs: 0 };

  it('ends with the change that completed the pass, not with its window', () => {
    const verdicts = [stored(163, 160), stored(203, 190)];
    const options = { attempt, verdicts, passedAt: at(203) };
    expect(secondsTaken(options)).toBe(90);
  });

  it('leaves pauses out', () => {
    const verdicts = [stored(190, 190)];
    const paused = { ...attempt, pausedMs: 30_000 };
    const options = { attempt: paused, verdicts, passedAt: at(190) };
    expect(secondsTaken(options)).toBe(60);
  });

  it('is not fooled by a clock that is ahead or behind', () => {
    const ahead = { attempt, verdicts: [stored(500, 500)], passedAt: at(200) };
    const behind = { attempt, verdicts: [stored(50, 50)], passedAt: at(200) };
    expect([secondsTaken(ahead), secondsTaken(behind)]).toEqual([100, 0]);
  });
});

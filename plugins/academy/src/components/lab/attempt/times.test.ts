import { afterStart, attempt } from '../__testUtils__/fixtures';
import { canExtend, clockMs, nearEnd, timeToPass } from './times';

const running = {
  ...attempt,
  expiresAt: afterStart(3600),
  hardEndsAt: afterStart(7200),
};

describe('nearEnd', () => {
  const at = (seconds: number) => Date.parse(afterStart(seconds));

  it('is told ten minutes before the time is over', () => {
    expect(nearEnd(running, at(2999))).toBeUndefined();
    expect(nearEnd(running, at(3000))).toEqual({
      at: afterStart(3600),
      cause: 'time',
    });
  });

  it.each([undefined, afterStart(3600)])(
    'is the last one where nothing is left up to %s',
    hardEndsAt => {
      expect(nearEnd({ ...running, hardEndsAt }, at(3000))?.cause).toBe(
        'limit',
      );
    },
  );

  it('is told five minutes before the end for idleness, where that comes first', () => {
    const idle = { ...running, idleEndsAt: afterStart(1800) };
    expect(nearEnd(idle, at(1499))).toBeUndefined();
    expect(nearEnd(idle, at(1500))).toEqual({
      at: afterStart(1800),
      cause: 'idle',
    });
    const later = { ...running, idleEndsAt: afterStart(3601) };
    expect(nearEnd(later, at(3500))?.cause).toBe('time');
  });

  it('is not known before there is a time', () => {
    const waiting = { ...running, expiresAt: undefined };
    expect(nearEnd(waiting, at(3000))).toBeUndefined();
  });
});

describe('canExtend', () => {
  it('is true up to the hard end', () => {
    expect(canExtend(running)).toBe(true);
    expect(canExtend({ ...running, expiresAt: afterStart(7200) })).toBe(false);
    expect(canExtend({ ...running, expiresAt: undefined })).toBe(false);
  });
});

describe('clockMs', () => {
  const now = Date.parse(afterStart(62));

  it('leaves pauses out', () => {
    expect(clockMs(attempt, now)).toBe(60_000);
    expect(clockMs({ ...attempt, pausedMs: 5_000 }, now)).toBe(55_000);
    const paused = { ...attempt, pausedMs: 5_000, pausedSince: afterStart(32) };
    expect(clockMs(paused, now)).toBe(25_000);
  });

  it('stands still after the pass and does not run before the start', () => {
    expect(clockMs({ ...attempt, passedAt: afterStart(12) }, now)).toBe(10_000);
    expect(clockMs({ ...attempt, readyAt: undefined }, now)).toBeUndefined();
  });
});

describe('timeToPass', () => {
  it('counts from the start of the clock to the pass', () => {
    const passed = { ...attempt, passedAt: afterStart(62), pausedMs: 10_000 };
    expect(timeToPass(passed)).toBe(50_000);
    expect(timeToPass(attempt)).toBeUndefined();
  });

  it('believes the score', () => {
    const score = { points: 100, seconds: 57, deductions: [] };
    expect(timeToPass({ ...attempt, passedAt: afterStart(62), score })).toBe(
      57_000,
    );
  });
});

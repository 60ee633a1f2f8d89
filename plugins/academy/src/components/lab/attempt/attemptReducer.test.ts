import type { RevealedHint } from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  afterStart,
  attempt,
  notYet,
  passed,
  START,
} from '../__testUtils__/fixtures';
import { attemptReducer } from './attemptReducer';

const hint: RevealedHint = {
  taskId: 'deployment',
  step: 0,
  kind: 'where',
  text: { en: 'Look at the pods', ko: '파드를 보세요' },
};

describe('attemptReducer', () => {
  it('replaces the verdict of a check and keeps the others', () => {
    const before = {
      ...attempt,
      verdicts: [notYet('web-available'), passed('web-labels')],
    };
    const after = attemptReducer(before, {
      type: 'event',
      event: {
        id: 11,
        at: afterStart(5),
        type: 'verdict',
        verdict: passed('web-available', afterStart(5)),
      },
    });
    expect(after?.cursor).toBe(11);
    expect(after?.verdicts).toEqual([
      passed('web-labels'),
      {
        ...passed('web-available', afterStart(5)),
        passedAt: afterStart(5),
      },
    ]);
  });

  it('remembers that a check has passed before', () => {
    const before = {
      ...attempt,
      verdicts: [{ ...passed('web-labels'), passedAt: START }],
    };
    const after = attemptReducer(before, {
      type: 'event',
      event: {
        id: 11,
        at: afterStart(5),
        type: 'verdict',
        verdict: notYet('web-labels'),
      },
    });
    expect(after?.verdicts).toEqual([
      { ...notYet('web-labels'), passedAt: START },
    ]);
  });

  it('ignores a frame that the view already contains', () => {
    const after = attemptReducer(attempt, {
      type: 'event',
      event: {
        id: 10,
        at: afterStart(1),
        type: 'verdict',
        verdict: notYet('web-available'),
      },
    });
    expect(after).toBe(attempt);
  });

  it('starts the clock when the attempt becomes ready', () => {
    const before = {
      ...attempt,
      state: 'injecting' as const,
      readyAt: undefined,
    };
    const after = attemptReducer(before, {
      type: 'event',
      event: { id: 11, at: afterStart(3), type: 'state', state: 'ready' },
    });
    expect(after).toMatchObject({ state: 'ready', readyAt: afterStart(3) });
    expect(after?.endedAt).toBeUndefined();
  });

  it('keeps the sandbox of a passed attempt and ends an expired one', () => {
    const pass = attemptReducer(attempt, {
      type: 'event',
      event: { id: 11, at: afterStart(9), type: 'state', state: 'passed' },
    });
    expect(pass).toMatchObject({ state: 'passed', passedAt: afterStart(9) });
    expect(pass?.endedAt).toBeUndefined();

    const expiry = attemptReducer(attempt, {
      type: 'event',
      event: { id: 11, at: afterStart(9), type: 'state', state: 'expired' },
    });
    expect(expiry).toMatchObject({
      state: 'expired',
      endedAt: afterStart(9),
    });
  });

  it('forgets verdicts on a reset and keeps hints', () => {
    const before = {
      ...attempt,
      verdicts: [passed('web-available')],
      hints: [hint],
    };
    const after = attemptReducer(before, {
      type: 'event',
      event: { id: 11, at: afterStart(4), type: 'reset' },
    });
    expect(after).toMatchObject({ verdicts: [], hints: [hint] });
    expect(after?.readyAt).toBeUndefined();
  });

  it('counts a hint once, whether the answer or the frame comes first', () => {
    const answered = attemptReducer(attempt, { type: 'hint', hint });
    const framed = attemptReducer(answered, {
      type: 'event',
      event: { id: 11, at: afterStart(4), type: 'hint', hint },
    });
    expect(framed?.hints).toEqual([hint]);
    expect(framed?.assisted).toBe(false);
  });

  it('marks the attempt as assisted by the solution', () => {
    const after = attemptReducer(attempt, {
      type: 'hint',
      hint: { ...hint, step: 1, kind: 'solution' },
    });
    expect(after?.assisted).toBe(true);
  });

  it('does not mark it when the solution is read after the pass', () => {
    const after = attemptReducer(
      { ...attempt, state: 'passed' },
      { type: 'hint', hint: { ...hint, kind: 'solution' } },
    );
    expect(after?.assisted).toBe(false);
  });

  it('takes a newer view and only missing facts from an older one', () => {
    const current = { ...attempt, expiresAt: undefined, cursor: 12 };
    const newer = { ...attempt, cursor: 13, verdicts: [passed('web-labels')] };
    expect(attemptReducer(current, { type: 'refreshed', view: newer })).toBe(
      newer,
    );

    const older = {
      ...attempt,
      cursor: 11,
      state: 'provisioning' as const,
      expiresAt: afterStart(60),
    };
    expect(
      attemptReducer(current, { type: 'refreshed', view: older }),
    ).toMatchObject({ state: 'ready', cursor: 12, expiresAt: afterStart(60) });
  });

  it('is not led astray by the view of an attempt that was left', () => {
    const other = { ...attempt, id: 'a2', cursor: 99 };
    expect(attemptReducer(attempt, { type: 'refreshed', view: other })).toBe(
      attempt,
    );
    const left = attemptReducer(attempt, { type: 'left' });
    expect(left).toBeUndefined();
    expect(
      attemptReducer(left, { type: 'refreshed', view: attempt }),
    ).toBeUndefined();
    expect(attemptReducer(left, { type: 'opened', view: other })).toBe(other);
  });

  it('follows the place in the queue until the sandbox is made', () => {
    const waiting = { ...attempt, state: 'requested' as const };
    const queued = attemptReducer(waiting, {
      type: 'event',
      event: { id: 11, at: START, type: 'queue', queue: { position: 2 } },
    });
    expect(queued?.queue).toEqual({ position: 2 });
    const admitted = attemptReducer(queued, {
      type: 'event',
      event: { id: 12, at: START, type: 'state', state: 'provisioning' },
    });
    expect(admitted?.queue).toBeUndefined();
  });

  it('takes times from a frame, also what is no longer in it', () => {
    const paused = {
      ...attempt,
      idleEndsAt: afterStart(60),
      pausedSince: afterStart(30),
    };
    const after = attemptReducer(paused, {
      type: 'event',
      event: {
        id: 11,
        at: afterStart(40),
        type: 'times',
        expiresAt: afterStart(7200),
        pausedMs: 10_000,
      },
    });
    expect(after).toMatchObject({
      expiresAt: afterStart(7200),
      pausedMs: 10_000,
    });
    expect(after?.idleEndsAt).toBeUndefined();
    expect(after?.pausedSince).toBeUndefined();
  });

  it('keeps the newest answer of each check until the reset', () => {
    const before = { ...attempt, answers: { tag: 'a', shelf: '7' } };
    const answered = attemptReducer(before, {
      type: 'event',
      event: { id: 11, at: START, type: 'answer', checkId: 'tag', answer: 'b' },
    });
    expect(answered?.answers).toEqual({ tag: 'b', shelf: '7' });
    const reset = attemptReducer(
      { ...answered!, pausedMs: 5, pausedSince: START },
      { type: 'event', event: { id: 12, at: START, type: 'reset' } },
    );
    expect(reset).toMatchObject({ answers: {}, pausedMs: 0 });
    expect(reset?.pausedSince).toBeUndefined();
  });

  it('takes the score from a view that frames have overtaken', () => {
    const score = { points: 90, seconds: 60, deductions: [] };
    const after = attemptReducer(
      { ...attempt, state: 'passed', cursor: 20 },
      {
        type: 'refreshed',
        view: { ...attempt, state: 'passed', cursor: 19, score },
      },
    );
    expect(after).toMatchObject({ cursor: 20, score });
  });
});

import { CheckTracker } from './CheckTracker';
import type { CheckEvaluation } from './judge';
import { check, text } from './testing/objects';

const START = Date.parse('2026-01-05T09:00:00Z');
const PASSED: CheckEvaluation = { outcome: 'passed', evidence: [] };
const UNKNOWN: CheckEvaluation = {
  outcome: 'unknown',
  reason: 'unreachable',
  message: text('No connection.'),
  evidence: [],
};

function notYet(message = 'Not ready.'): CheckEvaluation {
  return { outcome: 'notYet', message: text(message), evidence: [] };
}

function iso(ms: number): string {
  return new Date(START + ms).toISOString();
}

function tracker(options: { expr?: string; stableFor?: string } = {}) {
  const { expr = 'web.status.readyReplicas == 3', stableFor } = options;
  const tracked = CheckTracker.create({
    check: check({ assert: [{ expr, message: text('') }], stableFor }),
  });
  return {
    observe: (evaluation: CheckEvaluation, ms: number) =>
      tracked.observe(evaluation, START + ms),
  };
}

describe('CheckTracker', () => {
  it('waits three seconds where a status is read', () => {
    const { observe } = tracker();
    expect(observe(PASSED, 0)).toEqual({
      checkId: 'web-ready',
      outcome: 'notYet',
      message: {
        en: 'It holds. It counts once it has held for 3 s.',
        ko: '조건을 만족합니다. 3초 동안 유지되면 통과합니다.',
      },
      evidence: [],
      since: iso(0),
      holdsSince: iso(0),
      holdsUntil: iso(3_000),
    });
    expect(observe(PASSED, 2_999)).toMatchObject({
      outcome: 'notYet',
      since: iso(0),
      holdsUntil: iso(3_000),
    });
    expect(observe(PASSED, 3_000)).toEqual({
      checkId: 'web-ready',
      outcome: 'passed',
      evidence: [],
      since: iso(3_000),
      holdsSince: iso(0),
    });
  });

  it('does not wait where only a spec is read', () => {
    const { observe } = tracker({ expr: 'web.spec.replicas == 3' });
    expect(observe(PASSED, 0)).toMatchObject({ outcome: 'passed' });
  });

  it.each([
    ['500ms', 500],
    ['5s', 5_000],
    ['2m', 120_000],
    ['1h', 3_600_000],
  ])('waits the declared %s', (stableFor, ms) => {
    const { observe } = tracker({ stableFor });
    observe(PASSED, 0);
    expect(observe(PASSED, ms - 1).outcome).toBe('notYet');
    expect(observe(PASSED, ms).outcome).toBe('passed');
  });

  it('does not wait the declared 0s', () => {
    const { observe } = tracker({ stableFor: '0s' });
    expect(observe(PASSED, 0)).toMatchObject({ outcome: 'passed' });
  });

  it('starts the window again after every interruption', () => {
    const { observe } = tracker();
    observe(PASSED, 0);
    observe(notYet(), 2_000);
    expect(observe(PASSED, 2_500)).toMatchObject({ holdsUntil: iso(5_500) });
    expect(observe(PASSED, 3_500)).toMatchObject({ outcome: 'notYet' });
    expect(observe(PASSED, 5_500)).toMatchObject({ outcome: 'passed' });
  });

  it('never passes while it flaps faster than the window', () => {
    const { observe } = tracker();
    const outcomes = Array.from({ length: 20 }, (_, index) =>
      observe(index % 2 ? notYet() : PASSED, index * 2_000),
    ).map(verdict => verdict.outcome);
    expect(new Set(outcomes)).toEqual(new Set(['notYet']));
  });

  it('loses a pass at once', () => {
    const { observe } = tracker();
    observe(PASSED, 0);
    observe(PASSED, 3_000);
    expect(observe(notYet(), 3_001)).toMatchObject({
      outcome: 'notYet',
      message: text('Not ready.'),
      since: iso(3_001),
    });
  });

  it('has to hold again after nobody could see', () => {
    const { observe } = tracker();
    observe(PASSED, 0);
    observe(PASSED, 3_000);
    expect(observe(UNKNOWN, 4_000)).toEqual({
      checkId: 'web-ready',
      outcome: 'unknown',
      reason: 'unreachable',
      message: text('No connection.'),
      evidence: [],
      since: iso(4_000),
    });
    expect(observe(PASSED, 5_000)).toMatchObject({ holdsUntil: iso(8_000) });
    expect(observe(PASSED, 8_000)).toMatchObject({ outcome: 'passed' });
  });

  it('moves since only with the outcome or the message', () => {
    const { observe } = tracker();
    expect(observe(notYet('one'), 0).since).toBe(iso(0));
    expect(observe(notYet('one'), 1_000).since).toBe(iso(0));
    expect(observe(notYet('two'), 2_000).since).toBe(iso(2_000));
    const evidence = [{ apiVersion: 'v1', kind: 'Pod', name: 'a', at: iso(0) }];
    expect(observe({ ...notYet('two'), evidence }, 3_000)).toMatchObject({
      since: iso(2_000),
      evidence,
    });
  });

  it('says since when a statement holds, without breaks', () => {
    const { observe } = tracker();
    expect(observe(notYet(), 0)).not.toHaveProperty('holdsSince');
    observe(PASSED, 1_000);
    observe(notYet(), 2_000);
    observe(PASSED, 2_500);
    expect(observe(PASSED, 9_000)).toMatchObject({
      outcome: 'passed',
      since: iso(9_000),
      holdsSince: iso(2_500),
    });
    expect(observe(UNKNOWN, 9_500)).not.toHaveProperty('holdsSince');
  });

  it('takes the window for the start of a pass that was recorded without one', () => {
    const restarted = CheckTracker.create({
      check: check({ assert: [{ expr: 'web.status', message: text('') }] }),
      known: {
        checkId: 'web-ready',
        outcome: 'passed',
        evidence: [],
        since: iso(0),
      },
    });
    expect(restarted.observe(PASSED, START + 1_000)).toMatchObject({
      since: iso(0),
      holdsSince: iso(-3_000),
    });
  });

  it('keeps a pass from before a restart while it still holds', () => {
    const known = {
      checkId: 'web-ready',
      outcome: 'passed' as const,
      evidence: [],
      since: iso(0),
      holdsSince: iso(-3_000),
    };
    const assert = [{ expr: 'web.status.x == 1', message: text('') }];
    const restarted = CheckTracker.create({ check: check({ assert }), known });
    expect(restarted.verdict).toBe(known);
    expect(restarted.observe(PASSED, START + 60_000)).toEqual(known);
    restarted.observe(notYet(), START + 61_000);
    expect(restarted.observe(PASSED, START + 62_000).outcome).toBe('notYet');
  });
});

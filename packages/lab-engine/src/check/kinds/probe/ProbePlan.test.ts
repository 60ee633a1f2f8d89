import { ProbePlan } from './ProbePlan';

/** Any moment. */
const T = Date.parse('2026-01-05T09:00:00Z');

describe('ProbePlan', () => {
  it('waits until nothing has changed for a moment', () => {
    const plan = ProbePlan.create();
    expect(plan.startAt).toBeUndefined();
    expect(plan.observe('a', T)).toBe(true);
    expect(plan.startAt).toBe(T + 500);
    expect(plan.observe('b', T + 400)).toBe(true);
    expect(plan.startAt).toBe(T + 900);
    expect(plan.observe('b', T + 800)).toBe(false);
    expect(plan.startAt).toBe(T + 900);
  });

  it('probes once, and not again while nothing changes', () => {
    const plan = ProbePlan.create();
    plan.observe('a', T);
    plan.start(T + 500);
    expect(plan.startAt).toBeUndefined();
    plan.succeed();
    expect(plan.startAt).toBeUndefined();
    expect(plan.observe('a', T + 3_600_000)).toBe(false);
    expect(plan.startAt).toBeUndefined();
  });

  it('probes at most every five seconds, whatever changes', () => {
    const plan = ProbePlan.create();
    plan.observe('a', T);
    plan.start(T + 500);
    expect(plan.observe('b', T + 600)).toBe(true);
    expect(plan.startAt).toBe(T + 5_500);
    plan.start(T + 5_500);
    plan.succeed();
    plan.observe('c', T + 60_000);
    expect(plan.startAt).toBe(T + 60_500);
  });

  it('tries again by itself where there was no result, ever more rarely', () => {
    const plan = ProbePlan.create();
    plan.observe('a', T);
    const delays: number[] = [];
    for (let failure = 0; failure < 6; failure += 1) {
      plan.start(T);
      plan.fail(T);
      delays.push((plan.startAt! - T) / 1_000);
    }
    expect(delays).toEqual([15, 30, 60, 120, 240, 300]);
    plan.observe('b', T + 10_000);
    expect(plan.startAt).toBe(T + 10_500);
  });
});

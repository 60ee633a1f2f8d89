import { afterStart, attempt, challenge, lab } from '../__testUtils__/fixtures';
import { attemptPhase, tasksOf, timeToPass } from './attemptPhase';

describe('attemptPhase', () => {
  it.each([
    ['requested', 'preparing'],
    ['provisioning', 'preparing'],
    ['injecting', 'preparing'],
    ['ready', 'working'],
    ['passed', 'working'],
    ['expired', 'over'],
    ['abandoned', 'over'],
    ['failed', 'over'],
  ] as const)('%s is %s', (state, phase) => {
    expect(attemptPhase({ ...attempt, state })).toBe(phase);
  });

  it('is over once a passed attempt has ended', () => {
    expect(
      attemptPhase({ ...attempt, state: 'passed', endedAt: afterStart(9) }),
    ).toBe('over');
  });
});

describe('tasksOf', () => {
  it('gives all tasks of a lab and the one scenario of a challenge', () => {
    expect(tasksOf(lab, attempt).map(({ id }) => id)).toEqual([
      'deployment',
      'service',
    ]);
    expect(
      tasksOf(challenge, { ...attempt, scenario: 'lost-endpoints' }).map(
        ({ id }) => id,
      ),
    ).toEqual(['lost-endpoints']);
  });
});

describe('timeToPass', () => {
  it('counts from the start of the clock to the pass', () => {
    expect(timeToPass({ ...attempt, passedAt: afterStart(62) })).toBe(60_000);
    expect(timeToPass(attempt)).toBeUndefined();
  });
});

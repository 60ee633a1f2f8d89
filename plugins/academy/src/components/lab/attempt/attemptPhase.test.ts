import { afterStart, attempt, challenge, lab } from '../__testUtils__/fixtures';
import { attemptPhase, tasksOf } from './attemptPhase';

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

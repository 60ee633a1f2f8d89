import type {
  Check,
  UnknownReason,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { verdict } from './__testUtils__/attemptFixtures';
import { isReadable } from './isReadable';

const check = (id: string, kind: object = {}) => ({ id, ...kind } as Check);
const unknown = (id: string, reason: UnknownReason) => ({
  verdict: { ...verdict(id, 'unknown'), reason },
});
const checks = [check('one'), check('two'), check('typed', { answer: {} })];

describe('isReadable', () => {
  it('is false only while the cluster answers no check', () => {
    const silent = [unknown('one', 'unreachable'), unknown('two', 'timeout')];
    expect(isReadable(checks, silent)).toBe(false);
    expect(isReadable(checks, silent.slice(1))).toBe(true);
    expect(
      isReadable(checks, [silent[0], { verdict: verdict('two', 'notYet') }]),
    ).toBe(true);
    expect(isReadable(checks, [silent[0], unknown('two', 'forbidden')])).toBe(
      true,
    );
  });

  it('does not ask answers about the cluster', () => {
    const typed = { verdict: verdict('typed', 'passed') };
    const silent = [
      unknown('one', 'unreachable'),
      unknown('two', 'unreachable'),
    ];
    expect(isReadable(checks, [...silent, typed])).toBe(false);
    expect(isReadable(checks.slice(2), [typed])).toBe(true);
  });
});

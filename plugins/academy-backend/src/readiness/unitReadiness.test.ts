import { isReady, unitReadiness } from './unitReadiness';

const judge = (now: string, completedAt?: string) =>
  unitReadiness({
    unitId: 'a/b/c',
    completedAt,
    validityDays: 30,
    now: new Date(now),
  });

describe('unitReadiness', () => {
  it('is missing without a completion', () => {
    expect(judge('2026-11-01T00:00:00.000Z')).toEqual({
      unitId: 'a/b/c',
      state: 'missing',
    });
  });

  it.each([
    ['2026-11-01T12:00:00.000Z', 'done'],
    ['2026-11-17T11:59:59.999Z', 'done'],
    ['2026-11-17T12:00:00.000Z', 'expiring'],
    ['2026-12-01T11:59:59.999Z', 'expiring'],
    ['2026-12-01T12:00:00.000Z', 'expired'],
    ['2027-06-01T00:00:00.000Z', 'expired'],
  ])('at %s a completion of 1 November is %s', (now, state) => {
    expect(judge(now, '2026-11-01T12:00:00.000Z')).toEqual({
      unitId: 'a/b/c',
      state,
      completedAt: '2026-11-01T12:00:00.000Z',
      validUntil: '2026-12-01T12:00:00.000Z',
    });
  });
});

describe('isReady', () => {
  const unit = (state: 'done' | 'expiring' | 'expired' | 'missing') => ({
    unitId: 'a/b/c',
    state,
  });

  it('wants every unit, be it about to expire', () => {
    expect(isReady([unit('done'), unit('expiring')])).toBe(true);
    expect(isReady([unit('done'), unit('expired')])).toBe(false);
    expect(isReady([unit('missing'), unit('done')])).toBe(false);
  });
});

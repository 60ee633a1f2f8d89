import { Quantity } from './quantity';

function parse(text: string): Quantity {
  return Quantity.parse(text)!;
}

describe('Quantity', () => {
  it.each([
    ['1', '1000m'],
    ['0.5', '500m'],
    ['.5', '500m'],
    ['1.5Gi', '1536Mi'],
    ['1k', '1000'],
    ['1Ki', '1024'],
    ['2e3', '2k'],
    ['15E-1', '1500m'],
    ['-1', '-1000m'],
    ['1u', '1000n'],
    ['1E', '1000P'],
    ['1Ei', '1024Pi'],
    ['0.1n', '1n'],
  ])('reads %s as the same as %s', (one, other) => {
    expect(parse(one).equals(parse(other))).toBe(true);
  });

  it.each(['', 'x', '1 Gi', '1gi', '1.2.3', '1e', '--1', '1KB', '0x10', 'Gi'])(
    'refuses %p',
    text => {
      expect(Quantity.parse(text)).toBeUndefined();
    },
  );

  it('refuses numbers that would only be expensive', () => {
    expect(Quantity.parse('9'.repeat(65))).toBeUndefined();
    expect(Quantity.parse('1e999')).toBeUndefined();
  });

  it('compares across units', () => {
    expect(parse('250m').compareTo(parse('0.3'))).toBe(-1n);
    expect(parse('1Gi').compareTo(parse('1G'))).toBe(1n);
    expect(parse('64Mi').compareTo(parse('65536Ki'))).toBe(0n);
  });

  it('adds and subtracts exactly', () => {
    expect(String(parse('100m').add(parse('0.2')))).toBe('300m');
    expect(String(parse('1').sub(parse('1n')))).toBe('999999999n');
  });

  it('is an integer only without a fraction and within 64 bits', () => {
    expect(parse('2Ki').asInteger()).toBe(2048n);
    expect(parse('-3').asInteger()).toBe(-3n);
    expect(parse('1500m').asInteger()).toBeUndefined();
    expect(parse('16Ei').asInteger()).toBeUndefined();
  });
});

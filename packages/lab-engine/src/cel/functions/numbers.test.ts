import { evaluateText } from '../testing/evaluateText';

describe('integers', () => {
  it.each([
    '9223372036854775806 + 1 == 9223372036854775807',
    '-9223372036854775808 < 0',
    '9007199254740993 - 9007199254740992 == 1',
    'int("9223372036854775807") == 9223372036854775807 && int("-1") == -1',
    'int(1.9) == 1 && int(-1.9) == -1 && int(3u) == 3',
    'int(timestamp("1970-01-01T00:01:00Z")) == 60',
    'string(timestamp("2026-01-05T09:00:00Z")) == "2026-01-05T09:00:00Z"',
    'string(duration("1m")) == "60s"',
    'duration("61.5s").getMilliseconds() == 500 && duration("61s").getSeconds() == 61',
    'timestamp("2026-01-05T09:00:00.25Z").getMilliseconds() == 250',
    'timestamp(timestamp(0)) == timestamp(0) && duration(duration("1s")) == duration("1s")',
  ])('%s', source => {
    expect(evaluateText(source)).toBe(true);
  });

  it.each([
    ['9223372036854775807 + 1 > 0', 'integer overflow'],
    ['-9223372036854775808 - 1 < 0', 'integer overflow'],
    ['9223372036854775807 * 2 > 0', 'integer overflow'],
    ['int("9223372036854775808") > 0', 'integer overflow'],
    ['int(9223372036854775807.0) > 0', 'int() cannot convert'],
    ['int(1e99) > 0', 'int() cannot convert'],
    ['int("1.5") > 0', "int() cannot convert '1.5'"],
    ['int("0x10") > 0', "int() cannot convert '0x10'"],
    ['int(true) > 0', "found no matching overload for 'int(bool)'"],
  ])('%s is refused', (source, message) => {
    expect(() => evaluateText(source)).toThrow(message);
  });
});

describe('quantity()', () => {
  it.each([
    'quantity("-50m").sign() == -1 && quantity("0").sign() == 0 && quantity("1").sign() == 1',
    'quantity("2Ki").isInteger() && !quantity("50m").isInteger() && !quantity("16Ei").isInteger()',
    'quantity("50m").asApproximateFloat() == 0.05',
    'quantity("1Gi").add(1).sub(quantity("1")) == quantity("1Gi")',
  ])('%s', source => {
    expect(evaluateText(source)).toBe(true);
  });
});

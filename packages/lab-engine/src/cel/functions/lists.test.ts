import { evaluateText } from '../testing/evaluateText';

describe('lists', () => {
  it.each([
    '[1, 2, 1].lastIndexOf(1) == 2 && [1, 2, 1].indexOf(1) == 0 && [1].indexOf(2) == -1',
    '[{"a": [1]}, {"a": [2]}].indexOf({"a": [2]}) == 1',
    '[1.0, 2.0].indexOf(2) == 1',
    '["1"].indexOf(1) == -1 && [true].indexOf(1) == -1 && [null].indexOf(0) == -1',
    '[quantity("1"), quantity("500m")].indexOf(quantity("0.5")) == 1',
    '[duration("1m"), duration("1s")].sum() == duration("61s")',
    '[timestamp("2026-01-02T00:00:00Z"), timestamp("2026-01-01T00:00:00Z")].min() == timestamp("2026-01-01T00:00:00Z")',
    '![duration("1m"), duration("1s")].isSorted()',
    'sets.contains([1, 2, 3], [3, 1, 1]) && !sets.contains([1], [1, 2]) && sets.contains([], [])',
    'sets.equivalent([1, 2, 2], [2, 1]) && !sets.equivalent([1], [1, 2])',
    'sets.intersects([1, 2], [2, 3]) && !sets.intersects([1], [])',
    'sets.contains([{"a": 1}], [{"a": 1.0}])',
  ])('%s', source => {
    expect(evaluateText(source)).toBe(true);
  });

  it.each([
    ['[timestamp("2026-01-01T00:00:00Z")].sum() == 0', 'sum() of timestamps'],
    ['[1, "a"].min() == 1', 'expected a list of only'],
    ['[9223372036854775807, 1].sum() == 0', 'integer overflow'],
  ])('%s is refused', (source, message) => {
    expect(() => evaluateText(source)).toThrow(message);
  });
});

describe('optional values', () => {
  it.each([
    'optional.of(1).optMap(x, x + 1).value() == 2',
    '!optional.none().optMap(x, x + 1).hasValue()',
    '{"a": {"b": 2}}.?a.optFlatMap(x, x.?b).orValue(0) == 2',
    '!{"a": {}}.?a.optFlatMap(x, x.?b).hasValue()',
    '[1, 2].map(i, optional.of(i).optMap(x, x * 10).value()) == [10, 20]',
    'optional.none().or(optional.of(1)).value() == 1',
    'optional.ofNonZeroValue("").orValue("none") == "none"',
    '!optional.ofNonZeroValue({}).hasValue() && !optional.ofNonZeroValue([]).hasValue()',
    'optional.ofNonZeroValue(3).value() == 3',
    'optional.of(1) == optional.of(1) && optional.of(1) != optional.none()',
  ])('%s', source => {
    expect(evaluateText(source)).toBe(true);
  });

  it.each([
    ['optional.of(1).optMap(1, 2)', 'needs the name of a variable'],
    ['optional.of(1).optFlatMap(x, x)', 'must give an optional value'],
    ['"a".optMap(x, x)', 'needs an optional value'],
    ['dyn(1).optMap(x, x).hasValue()', 'no optional value'],
  ])('%s is refused', (source, message) => {
    expect(() => evaluateText(source)).toThrow(message);
  });
});

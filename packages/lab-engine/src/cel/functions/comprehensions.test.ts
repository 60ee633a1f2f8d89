import { compileExpression } from '../program';
import { evaluateText } from '../testing/evaluateText';

describe('macros with two variables', () => {
  it.each([
    '[1, 2].all(i, v, v == i + 1) && !["a"].all(i, v, i > 0)',
    '["a", "b"].exists(i, v, i == 1 && v == "b") && ![].exists(i, v, true)',
    '{"a": 1, "b": 2}.existsOne(k, v, k == "a" && v == 1)',
    '!{"a": 1, "b": 1}.existsOne(k, v, v == 1)',
    '[10, 20].transformList(i, v, i + v) == [10, 21]',
    '[10, 20].transformList(i, v, i > 0, v) == [20]',
    '{"a": 1, "b": 2}.transformMap(k, v, v * 10) == {"a": 10, "b": 20}',
    '{"a": 1, "b": 2}.transformMap(k, v, k != "a", v) == {"b": 2}',
    '["a", "b"].transformMapEntry(i, v, {v: i}) == {"a": 0, "b": 1}',
    // An error does not hide what decides.
    '[0, 1].exists(i, v, 1 / v == 1) && ![0, 2].all(i, v, 1 / v == 1)',
    // Names of the inner one hide those of the outer one.
    '[[1], [2]].all(i, v, v.all(j, v, v == i + 1 && j == 0))',
  ])('%s', source => {
    expect(evaluateText(source)).toBe(true);
  });

  it.each([
    ['[1].all(1, v, true)', 'needs the name of a variable'],
    ['[1].all(i, v, i)', 'needs a statement that is true or false'],
    ['[1].exists(i, v, dyn(i))', 'needs a statement that is true or false'],
    ['"a".all(i, v, true)', 'needs a list or a map'],
    ['dyn("a").all(i, v, true)', 'needs a list or a map'],
    ['[1, 2].transformMapEntry(i, v, {"a": v}) == {}', 'occurs twice'],
    ['[0].all(i, v, 1 / v == 1)', 'division by zero'],
    [
      '[1].all(a, b, [1].all(c, d, [1].all(e, f, true)))',
      'More than 2 macros such as all() inside one another',
    ],
  ])('%s is refused', (source, message) => {
    expect(() => evaluateText(source)).toThrow(message);
  });

  it('can be evaluated again with other variables', () => {
    const program = compileExpression(
      'pods.all(i, pod, pod.index == i + offset)',
      { names: ['pods', 'offset'] },
    );
    const pods = [{ index: 1n }, { index: 2n }];
    expect(program.evaluate({ pods, offset: 1n })).toBe(true);
    expect(program.evaluate({ pods, offset: 2n })).toBe(false);
    expect(program.evaluate({ pods: [], offset: 2n })).toBe(true);
  });
});

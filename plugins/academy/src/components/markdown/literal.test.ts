import { withoutMarkup } from './literal';

describe('withoutMarkup', () => {
  it.each([
    ['tags', 'a <b>x</b>', 'a &lt;b>x&lt;/b>'],
    ['comments', '<!-- x -->', '&lt;!-- x -->'],
    ['images', '![a](http://x/y.png)', '!\\[a](http://x/y.png)'],
    ['a stray backtick', 'a ` b <i>', 'a ` b &lt;i>'],
    ['an escaped backtick', '\\`<i>\\`', '\\`&lt;i>\\`'],
    ['unequal backticks', '``<i>`', '``&lt;i>`'],
    ['backticks of two paragraphs', '`a\n\n<i> b`', '`a\n\n&lt;i> b`'],
  ])('makes %s stand as text', (_, markdown, expected) => {
    expect(withoutMarkup(markdown)).toBe(expected);
  });

  it.each([
    ['comparison', '1 < 2 and a <= b'],
    ['code', 'use `<name>` or ``a ` <b>``'],
    ['fenced code', '- x\n\n  ```html\n  <b>![x](y)</b>\n  ```\n'],
  ])('leaves %s as it is', (_, markdown) => {
    expect(withoutMarkup(markdown)).toBe(markdown);
  });
});

import { render } from '@testing-library/react';
import { KeepPlace } from './KeepPlace';

// The same blocks, in Korean half as long. A letter is 100 pixels high.
const TEXTS = {
  en: ['aaaa', 'bbbb', 'cccc'],
  ko: ['aa', 'bb', 'cc'],
};

const page = (language: keyof typeof TEXTS) => (
  <KeepPlace language={language}>
    {TEXTS[language].map((text, index) => (
      <p key={index} data-block={index}>
        {text}
      </p>
    ))}
  </KeepPlace>
);

describe('KeepPlace', () => {
  let scrolled: number;

  // jsdom has no layout: heights come from the text, positions from what is above.
  beforeEach(() => {
    const heightOf = (element: Element) => 100 * element.textContent!.length;
    jest
      .spyOn(HTMLElement.prototype, 'getBoundingClientRect')
      .mockImplementation(function layOut(this: HTMLElement) {
        let top = -scrolled;
        for (
          let above = this.previousElementSibling;
          above;
          above = above.previousElementSibling
        ) {
          top += heightOf(above);
        }
        return new DOMRect(0, top, 100, heightOf(this));
      });
    window.scrollBy = ((options: ScrollToOptions) => {
      scrolled += options.top!;
    }) as typeof window.scrollBy;
  });

  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['the middle of the second block', 600, 300],
    ['the start of the third block', 800, 400],
    ['the top', 0, 0],
  ])('stays at %s', (_, before, after) => {
    scrolled = before;
    const { rerender } = render(page('en'));
    rerender(page('ko'));
    expect(scrolled).toBe(after);
    rerender(page('en'));
    expect(scrolled).toBe(before);
  });

  it('does not move while the language stays', () => {
    scrolled = 600;
    const { rerender } = render(page('en'));
    rerender(page('en'));
    expect(scrolled).toBe(600);
  });
});

import { Component, createRef, type ReactNode } from 'react';

interface Props {
  language: string;
  children: ReactNode;
}

/** The block at the top of the window, and how much of it is above: 0 to 1. */
interface Place {
  block: string;
  passed: number;
}

/**
 * Keeps what is being read where it is when the language changes. Texts of two
 * languages differ in length but have the same blocks. Only a class component
 * is asked for the layout right before React changes it.
 */
export class KeepPlace extends Component<Props> {
  readonly #root = createRef<HTMLDivElement>();

  getSnapshotBeforeUpdate(previous: Props): Place | null {
    if (previous.language === this.props.language) {
      return null;
    }
    for (const block of this.#blocks()) {
      const { top, bottom, height } = block.getBoundingClientRect();
      if (bottom > 0) {
        // Above the text there is no place to keep.
        return top <= 0
          ? { block: block.dataset.block!, passed: -top / height }
          : null;
      }
    }
    return null;
  }

  componentDidUpdate(_: Props, __: unknown, place: Place | null) {
    const block = this.#blocks().find(
      ({ dataset }) => dataset.block === place?.block,
    );
    if (place && block) {
      const { top, height } = block.getBoundingClientRect();
      scrollParent(block).scrollBy({ top: top + height * place.passed });
    }
  }

  #blocks(): HTMLElement[] {
    return [
      ...(this.#root.current?.querySelectorAll<HTMLElement>('[data-block]') ??
        []),
    ];
  }

  render() {
    return <div ref={this.#root}>{this.props.children}</div>;
  }
}

/** The element that scrolls the given one; portals differ in which it is. */
function scrollParent(element: HTMLElement): Element | Window {
  for (let at = element.parentElement; at; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at);
    if (
      (overflowY === 'auto' || overflowY === 'scroll') &&
      at.scrollHeight > at.clientHeight
    ) {
      return at;
    }
  }
  return window;
}

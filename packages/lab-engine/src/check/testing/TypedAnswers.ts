import type { AnswerSource } from '../kinds/types';

/** Answers as a test types them, to any question unless it names one. */
export class TypedAnswers implements AnswerSource {
  readonly listeners = new Set<() => void>();
  readonly #checkId: string | undefined;
  #text: string | undefined;

  constructor(checkId?: string) {
    this.#checkId = checkId;
  }

  read(checkId: string) {
    const isAsked = checkId === (this.#checkId ?? checkId);
    return isAsked ? this.#text : 'the answer to another question';
  }

  onChange(listener: () => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  type(answer: string) {
    this.#text = answer;
    this.listeners.forEach(listener => listener());
  }
}

import type { AnswerSource } from '@kubernetes-academy/lab-engine';

/** What the learner of a proof has answered. */
export class Answers implements AnswerSource {
  readonly #answers = new Map<string, string>();
  readonly #listeners = new Set<() => void>();

  private constructor() {}

  static create(): Answers {
    return new Answers();
  }

  give(checkId: string, text: string): void {
    this.#answers.set(checkId, text);
    this.#listeners.forEach(listener => listener());
  }

  read(checkId: string): string | undefined {
    return this.#answers.get(checkId);
  }

  onChange(listener: () => void): () => void {
    const own = () => listener();
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }
}

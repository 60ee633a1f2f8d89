import { createHash } from 'node:crypto';

/** The same numbers for the same seed, so that a round can be played again. */
export class Random {
  readonly #seed: string;
  #count = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** A whole number from 0 to `below - 1`. */
  next(below: number): number {
    this.#count += 1;
    const text = `${this.#seed}/${this.#count}`;
    return createHash('sha256').update(text).digest().readUInt32BE() % below;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const left = [...items];
    return items.map(() => left.splice(this.next(left.length), 1)[0]);
  }
}

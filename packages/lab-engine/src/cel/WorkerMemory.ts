import type { EncodedInput, EncodedValue } from './encodeInput';
import { KEPT_LIMIT_BYTES } from './limits';
import type { CelJob, ValueRef } from './protocol';

/**
 * What one worker keeps from earlier jobs. Decoding costs more than evaluating,
 * and of the objects of a check seldom more than one has changed.
 */
export class WorkerMemory {
  /** Bytes by key, the longest unused first. */
  readonly #kept = new Map<number, number>();
  #bytes = 0;

  /** How to ask the worker about this input; from then on it keeps the objects. */
  refer(input: EncodedInput): Pick<CelJob, 'forget' | 'keep' | 'input'> {
    const keep: CelJob['keep'] = [];
    const refer = (value: EncodedValue): ValueRef => {
      const { key, json, bytes } = value;
      if (key === undefined) {
        return json;
      }
      if (!this.#kept.delete(key)) {
        keep.push([key, json]);
        this.#bytes += bytes;
      }
      this.#kept.set(key, bytes);
      return key;
    };
    const references = input.map(([name, value]): CelJob['input'][number] => [
      name,
      Array.isArray(value) ? value.map(refer) : refer(value),
    ]);
    return { forget: this.#forget(), keep, input: references };
  }

  /** One input is smaller than the limit, so that what was just used stays. */
  #forget(): number[] {
    const forgotten: number[] = [];
    for (const [key, bytes] of this.#kept) {
      if (this.#bytes <= KEPT_LIMIT_BYTES) {
        break;
      }
      this.#kept.delete(key);
      this.#bytes -= bytes;
      forgotten.push(key);
    }
    return forgotten;
  }
}

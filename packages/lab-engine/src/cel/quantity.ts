const NANO_PER_UNIT = 1_000_000_000n;
const MAX_INT64 = 2n ** 63n - 1n;

/** Beyond this no real resource goes; it keeps the arithmetic small. */
const DIGIT_LIMIT = 64;
const EXPONENT_LIMIT = 64;

const QUANTITY =
  /^([+-]?)(\d+\.?\d*|\.\d+)(?:(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)|[eE]([+-]?\d{1,3}))?$/;

const NANO_PER_SUFFIX = new Map<string | undefined, bigint>([
  [undefined, NANO_PER_UNIT],
  ['n', 1n],
  ['u', 1_000n],
  ['m', 1_000_000n],
  ...['k', 'M', 'G', 'T', 'P', 'E'].map((suffix, index): [string, bigint] => [
    suffix,
    NANO_PER_UNIT * 1000n ** BigInt(index + 1),
  ]),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map(
    (suffix, index): [string, bigint] => [
      suffix,
      NANO_PER_UNIT * 1024n ** BigInt(index + 1),
    ],
  ),
]);

/**
 * A Kubernetes resource quantity such as `250m` or `1.5Gi`, exact to 10^-9 as
 * in `k8s.io/apimachinery/pkg/api/resource`. What is finer is rounded away
 * from zero, as there.
 */
export class Quantity {
  /** @returns undefined if the text is no quantity. */
  static parse(text: string): Quantity | undefined {
    const match = QUANTITY.exec(text);
    if (!match || match[2].length > DIGIT_LIMIT) {
      return undefined;
    }
    const [, sign, digits, suffix, exponentText = '0'] = match;
    const exponent = Number(exponentText);
    if (Math.abs(exponent) > EXPONENT_LIMIT) {
      return undefined;
    }
    const [whole, fraction = ''] = digits.split('.');
    const scale = exponent - fraction.length;
    const factor = NANO_PER_SUFFIX.get(suffix)!;
    let nano = BigInt(whole + fraction) * factor;
    if (scale >= 0) {
      nano *= 10n ** BigInt(scale);
    } else {
      const divisor = 10n ** BigInt(-scale);
      nano = (nano + divisor - 1n) / divisor;
    }
    return new Quantity(sign === '-' ? -nano : nano);
  }

  readonly #nano: bigint;

  private constructor(nano: bigint) {
    this.#nano = nano;
  }

  equals(other: Quantity): boolean {
    return this.#nano === other.#nano;
  }

  /** -1, 0 or 1, as an integer of CEL. */
  compareTo(other: Quantity): bigint {
    if (this.#nano === other.#nano) {
      return 0n;
    }
    return this.#nano < other.#nano ? -1n : 1n;
  }

  add(other: Quantity): Quantity {
    return new Quantity(this.#nano + other.#nano);
  }

  sub(other: Quantity): Quantity {
    return new Quantity(this.#nano - other.#nano);
  }

  /** @returns undefined if it has a fraction or does not fit into 64 bits. */
  asInteger(): bigint | undefined {
    const value = this.#nano / NANO_PER_UNIT;
    const fits = value <= MAX_INT64 && value >= -MAX_INT64 - 1n;
    return fits && value * NANO_PER_UNIT === this.#nano ? value : undefined;
  }

  /** The nearest double, or one beside it. */
  asApproximateFloat(): number {
    return Number(this.#nano) / Number(NANO_PER_UNIT);
  }

  /** In the coarsest of the units 1, m, u and n that loses nothing. */
  toString(): string {
    for (const [suffix, factor] of [
      ['', NANO_PER_UNIT],
      ['m', 1_000_000n],
      ['u', 1_000n],
    ] as const) {
      if (this.#nano % factor === 0n) {
        return `${this.#nano / factor}${suffix}`;
      }
    }
    return `${this.#nano}n`;
  }
}

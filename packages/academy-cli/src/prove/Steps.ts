/** A step that was done. @public */
export interface StepRecord {
  /** What was done. */
  name: string;
  /** How long it took. */
  seconds: number;
  /** Why it failed. */
  error?: string;
}

/**
 * Runs the steps of one proof and prints a line for each when it is done.
 * After an abort no further step begins.
 */
export class Steps {
  readonly #subject: string;
  readonly #print: (text: string) => void;
  readonly #signal: AbortSignal;
  readonly #records: StepRecord[] = [];

  static create(options: {
    /** What is proven; begins every line, because proofs run side by side. */
    subject: string;
    print: (text: string) => void;
    signal: AbortSignal;
  }): Steps {
    return new Steps(options);
  }

  private constructor(options: {
    subject: string;
    print: (text: string) => void;
    signal: AbortSignal;
  }) {
    this.#subject = options.subject;
    this.#print = options.print;
    this.#signal = options.signal;
  }

  /** What was done so far. */
  get records(): StepRecord[] {
    return [...this.#records];
  }

  /**
   * @throws what the action throws, after the line says so
   */
  async run<T>(name: string, action: () => Promise<T>): Promise<T> {
    this.#signal.throwIfAborted();
    return this.always(name, action);
  }

  /** Like {@link Steps.run}, but also after an abort: for what must not be left behind. */
  async always<T>(name: string, action: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const line = (outcome: string, error?: string) => {
      const seconds = (performance.now() - begun) / 1000;
      this.#records.push({ name, seconds, ...(error && { error }) });
      const rounded = seconds.toFixed(1);
      this.#print(`${this.#subject}: ${name}: ${outcome} (${rounded} s)\n`);
    };
    try {
      const result = await action();
      line(typeof result === 'string' && result ? result : 'ok');
      return result;
    } catch (error) {
      const { message } = error as Error;
      line(`FAILED: ${message}`, message);
      throw error;
    }
  }
}

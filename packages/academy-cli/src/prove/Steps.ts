/**
 * Runs the steps of one proof and prints a line for each when it is done.
 * After an abort no further step begins.
 */
export class Steps {
  readonly #subject: string;
  readonly #print: (text: string) => void;
  readonly #signal: AbortSignal;

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
    const line = (outcome: string) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      this.#print(`${this.#subject}: ${name}: ${outcome} (${seconds} s)\n`);
    };
    try {
      const result = await action();
      line(typeof result === 'string' ? result : 'ok');
      return result;
    } catch (error) {
      line(`FAILED: ${(error as Error).message}`);
      throw error;
    }
  }
}

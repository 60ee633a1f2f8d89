import {
  type CelEngine,
  type CelRequest,
  type CelResponse,
  createCelEngine,
} from '../../cel';

/** The real engine, which also tells a test what it was asked and when it is done. */
export class RecordingEngine implements CelEngine {
  readonly requests: CelRequest[] = [];
  readonly #engine = createCelEngine();
  readonly #answers = new Set<Promise<CelResponse>>();

  get kills(): number {
    return this.#engine.kills;
  }

  async evaluate(request: CelRequest): Promise<CelResponse> {
    this.requests.push(request);
    const answer = this.#engine.evaluate(request);
    this.#answers.add(answer);
    try {
      return await answer;
    } finally {
      this.#answers.delete(answer);
    }
  }

  /** Resolves when nothing is under way and all that follows from it has run. */
  async idle() {
    do {
      await Promise.all(this.#answers);
      await new Promise(setImmediate);
    } while (this.#answers.size > 0);
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}

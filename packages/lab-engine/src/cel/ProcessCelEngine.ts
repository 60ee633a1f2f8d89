import { CelWorker } from './CelWorker';
import { type EncodedInput, encodeInput } from './encodeInput';
import { ANSWER_LIMIT_MS, WORKER_START_LIMIT_MS } from './limits';
import type { CelReply } from './protocol';
import type { CelEngine, CelFailure, CelRequest, CelResponse } from './types';

interface PendingJob {
  id: number;
  input: EncodedInput;
  expressions: string[];
  resolve(response: CelResponse): void;
}

const CLOSED: CelFailure = {
  state: 'failed',
  reason: 'error',
  message: 'the engine is closed',
};

/**
 * One worker, one evaluation at a time. An evaluation that takes too long or
 * kills the worker fails alone; the next one gets a new worker.
 */
export class ProcessCelEngine implements CelEngine {
  #lastId = 0;
  #queue: PendingJob[] = [];
  #active?: PendingJob;
  #worker?: CelWorker;
  #timer?: NodeJS.Timeout;
  #closed = false;
  #kills = 0;

  static create(): ProcessCelEngine {
    return new ProcessCelEngine();
  }

  private constructor() {}

  get kills(): number {
    return this.#kills;
  }

  async evaluate({ variables, expressions }: CelRequest): Promise<CelResponse> {
    if (this.#closed) {
      return CLOSED;
    }
    const input = encodeInput(variables);
    if ('state' in input) {
      return input;
    }
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise(resolve => {
      this.#queue.push({ id, input, expressions, resolve });
      this.#startNext();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.splice(0).forEach(job => job.resolve(CLOSED));
    await this.#lose(CLOSED);
  }

  #startNext() {
    if (this.#active) {
      return;
    }
    this.#active = this.#queue.shift();
    if (!this.#active) {
      this.#worker?.setBusy(false);
      return;
    }
    this.#worker ??= CelWorker.create({
      onReply: reply => this.#receive(reply),
      onLost: failure => this.#lose(failure),
    });
    this.#worker.setBusy(true);
    if (this.#worker.ready) {
      this.#send();
    } else {
      this.#limit(WORKER_START_LIMIT_MS);
    }
  }

  #send() {
    const { id, input, expressions } = this.#active!;
    this.#limit(ANSWER_LIMIT_MS);
    const worker = this.#worker!;
    worker.send({ id, ...worker.memory.refer(input), expressions });
  }

  #receive(reply: CelReply) {
    switch (reply.type) {
      case 'ready':
        this.#worker!.ready = true;
        this.#send();
        break;
      case 'evaluated':
        this.#finish({ state: 'evaluated', results: reply.results });
        break;
      case 'failed': {
        const { reason, message } = reply;
        this.#finish({ state: 'failed', reason, message });
        break;
      }
      default:
      // The loader of a checkout reports the files it reads.
    }
  }

  /** The active job fails unless it is answered, or this is called again, in time. */
  #limit(timeoutMs: number) {
    clearTimeout(this.#timer);
    const timer = setTimeout(() => {
      // An answer that arrived while this process was busy is read first.
      setImmediate(() => {
        if (this.#timer === timer) {
          const message = `no answer within ${timeoutMs} ms`;
          void this.#lose({ state: 'failed', reason: 'timeout', message });
        }
      });
    }, timeoutMs);
    this.#timer = timer;
  }

  /** Gives up the worker, and with it the job it was busy with. */
  async #lose(failure: CelFailure): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#kills += worker && !this.#closed ? 1 : 0;
    const gone = worker?.kill();
    this.#finish(failure);
    await gone;
  }

  #finish(response: CelResponse) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const job = this.#active;
    this.#active = undefined;
    job?.resolve(response);
    this.#startNext();
  }
}

/**
 * An engine with a worker process of its own, started with the first evaluation.
 */
export function createCelEngine(): CelEngine {
  return ProcessCelEngine.create();
}

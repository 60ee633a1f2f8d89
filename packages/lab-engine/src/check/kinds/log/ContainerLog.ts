import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterClient } from '../../../gateway';
import { ClusterError, errorFromNetwork } from '../../../gateway/ClusterError';
import { backOffMs } from '../../../watch/backOff';
import type { ContainerRun } from './containers';
import { logLines } from './logLines';

/** Of one container; what comes after it is not read. */
export const LOG_LIMIT_MIB = 1;
const LOG_LIMIT_BYTES = LOG_LIMIT_MIB * 1024 * 1024;
/** A followed log is opened anew after a random time between these: a silent one may be a dead one. */
const FOLLOW_MS = { min: 300_000, max: 600_000 };
/** A stream that lived shorter counts as failed, however it ended. */
const SHORT_LIFE_MS = 2_000;

/** Whose log is read, and what for. */
export interface ContainerLogOptions {
  client: ClusterClient;
  namespace: string;
  run: ContainerRun;
  /** Whether a line is the one that is looked for. */
  isWanted(line: string): boolean;
  /** After every change of {@link ContainerLog.state}. */
  onChange(): void;
}

/** What is known of a log. */
export type LogState =
  /** Nothing yet. */
  | { state: 'opening' }
  /** All there was at some moment, and what came since; the line is not in it. */
  | { state: 'read' }
  | { state: 'found'; line: string }
  | { state: 'tooLong' }
  | { state: 'failed'; error: ClusterError };

/**
 * Reads what one run of a container has written, and goes on as long as it
 * runs. A stream that breaks is continued where it ended.
 */
export class ContainerLog {
  readonly #options: ContainerLogOptions;
  readonly #abort = new AbortController();
  /** Resolves with the first state that is not `opening`. */
  readonly opened: Promise<void>;
  #state: LogState = { state: 'opening' };
  #ended: boolean;
  #bytes = 0;
  #failures = 0;
  /** Time of the last line. */
  #lastAt: string | undefined;
  #setOpened = () => {};

  private constructor(options: ContainerLogOptions) {
    this.#options = options;
    this.#ended = !options.run.running;
    this.opened = new Promise(resolve => {
      this.#setOpened = resolve;
    });
  }

  /** Starts to read at once. */
  static create(options: ContainerLogOptions): ContainerLog {
    const log = new ContainerLog(options);
    void log.#read();
    return log;
  }

  get state(): LogState {
    return this.#state;
  }

  /** The container does not run any more: its log is read to the end, and not again. */
  end(): void {
    this.#ended = true;
  }

  stop(): void {
    this.#abort.abort();
  }

  async #read(): Promise<void> {
    const { signal } = this.#abort;
    let whole = false;
    while (!signal.aborted && !this.#isDecided) {
      // Nobody waits for a last line once the end was known before reading.
      const isLast = this.#ended;
      const openedAt = performance.now();
      let error: ClusterError | undefined;
      try {
        await this.#look(whole && !isLast);
      } catch (cause) {
        error = errorFromNetwork(cause);
      }
      if (signal.aborted || this.#isDecided) return;
      if (!error || isGone(error, this.#options.run)) {
        this.#set({ state: 'read' });
        if (isLast) return;
      }
      const livedMs = performance.now() - openedAt;
      const isReadNow = !whole && !error;
      // Whether a quiet log can be followed shows too late: after a failure it
      // counts as read only once it was read.
      whole = !error;
      if (!isReadNow) await this.#pause(error, livedMs);
    }
  }

  get #isDecided(): boolean {
    return this.#state.state === 'found' || this.#state.state === 'tooLong';
  }

  /** @param follow - waits for what is still to come; otherwise what there is */
  async #look(follow: boolean): Promise<void> {
    const { client, namespace, run } = this.#options;
    const pod = { apiVersion: 'v1', kind: 'Pod', namespace, name: run.pod };
    const body = await client.stream({
      method: 'GET',
      path: await client.path(pod, 'log'),
      query: {
        container: run.container,
        timestamps: true,
        previous: run.previous || undefined,
        sinceTime: this.#lastAt,
        follow: follow || undefined,
      },
      accept: '*/*',
      quiet: follow,
      signal: this.#abort.signal,
    });
    const { min, max } = FOLLOW_MS;
    const renewal = setTimeout(
      () => body.destroy(),
      min + Math.random() * (max - min),
    );
    renewal.unref();
    try {
      const lines = logLines(body, count => {
        this.#bytes += count;
      });
      for await (const { at, text } of lines) {
        this.#lastAt = at ?? this.#lastAt;
        if (this.#options.isWanted(text)) {
          this.#set({ state: 'found', line: text });
          return;
        }
        if (this.#bytes > LOG_LIMIT_BYTES) {
          this.#set({ state: 'tooLong' });
          return;
        }
      }
    } finally {
      clearTimeout(renewal);
      body.destroy();
    }
  }

  /** The first break is continued at once, and nobody hears of it. */
  async #pause(error: ClusterError | undefined, livedMs: number) {
    if (livedMs > SHORT_LIFE_MS) this.#failures = 0;
    this.#failures += 1;
    const isRefusal = error?.status === 401 || error?.status === 403;
    if (error && (this.#failures > 1 || isRefusal)) {
      this.#set({ state: 'failed', error });
    }
    if (this.#failures === 1 && this.#state.state === 'read') return;
    const { signal } = this.#abort;
    await sleep(backOffMs(this.#failures), undefined, { signal }).catch(
      () => {},
    );
  }

  #set(state: LogState) {
    const isSame =
      state.state === this.#state.state && state.state !== 'failed';
    this.#state = state;
    this.#setOpened();
    if (!isSame) this.#options.onChange();
  }
}

/** Nodes forget the log of an earlier run, and of a Pod that is deleted. */
function isGone(error: ClusterError, run: ContainerRun): boolean {
  return error.status === 404 || (run.previous && error.status === 400);
}

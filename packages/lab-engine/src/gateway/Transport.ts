import type { Readable } from 'node:stream';
import type { Agent, Dispatcher } from 'undici';
import { assertPathname } from './paths';
import {
  ClusterError,
  errorFromAnswer,
  errorFromNetwork,
} from './ClusterError';
import { createAgent, type Authorities } from './createAgent';
import { Limiter } from './Limiter';
import { TokenBucket } from './TokenBucket';
import type { TokenSource } from './tokens';
import { withRetries } from './retry';

/** Requests in flight per cluster; watches do not count once they are open. */
const REQUESTS_IN_FLIGHT = 32;
/** Watches that may be opening at a time: more only queue at the server. */
const STREAMS_OPENING = 16;
const REQUESTS_PER_SECOND = 200;
const REQUEST_BURST = 400;
const BODY_TIMEOUT_MS = 30_000;

/** One HTTP request to an API server. */
export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Built by `resourcePath`; no query. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  /** Default `application/json`. */
  contentType?: string;
  accept?: string;
  signal?: AbortSignal;
  /** Default: true for all but POST. */
  idempotent?: boolean;
}

/** The answer to a request: HTTP status and JSON body. */
export interface ApiAnswer<T> {
  status: number;
  body: T;
}

/** How an API server is reached. */
export interface TransportOptions extends Authorities {
  /** `https://host:port`, optionally with a path. */
  server: string;
}

/**
 * The only place that talks to an API server: one pool of connections, the
 * limits of the cluster, the token of each request, errors mapped.
 */
export class Transport {
  readonly #agent: Agent;
  readonly #origin: string;
  readonly #basePath: string;
  readonly #requests = Limiter.create({ limit: REQUESTS_IN_FLIGHT });
  readonly #openings = Limiter.create({ limit: STREAMS_OPENING });
  readonly #bucket = TokenBucket.create({
    perSecond: REQUESTS_PER_SECOND,
    burst: REQUEST_BURST,
  });
  #sent = 0;

  private constructor(options: TransportOptions) {
    const { origin, pathname } = new URL(options.server);
    this.#origin = origin;
    this.#basePath = pathname.replace(/\/$/, '');
    this.#agent = createAgent(options);
  }

  static create(options: TransportOptions): Transport {
    return new Transport(options);
  }

  /** Requests sent so far, retries and watches included. */
  get sent(): number {
    return this.#sent;
  }

  /** @throws ClusterError for every status that is not 2xx, and when nothing was answered */
  async request<T>(call: ApiCall, token: TokenSource): Promise<ApiAnswer<T>> {
    const idempotent = call.idempotent ?? call.method !== 'POST';
    return withRetries(
      () =>
        this.#requests.run(() =>
          this.#withFreshToken(token, async () => {
            const answer = await this.#send(call, token, BODY_TIMEOUT_MS);
            const text = await readText(answer, call.signal);
            return { status: answer.statusCode, body: parseBody<T>(text) };
          }),
        ),
      { idempotent, signal: call.signal },
    );
  }

  /**
   * Opens a response whose body stays open. No retries: who watches has a
   * back-off of its own.
   *
   * @throws ClusterError
   */
  async stream(call: ApiCall, token: TokenSource): Promise<Readable> {
    return this.#openings.run(() =>
      this.#withFreshToken(token, async () => {
        const answer = await this.#send(call, token, 0);
        return answer.body;
      }),
    );
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  /** A refused token was not used for anything: asking again is always safe. */
  async #withFreshToken<T>(
    token: TokenSource,
    task: () => Promise<T>,
  ): Promise<T> {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof ClusterError) || error.status !== 401) throw error;
      token.invalidate();
      return task();
    }
  }

  async #send(
    call: ApiCall,
    token: TokenSource,
    bodyTimeout: number,
  ): Promise<Dispatcher.ResponseData> {
    const path = `${this.#basePath}${call.path}`;
    assertPathname(this.#origin, path);
    const bearer = await readToken(token);
    await this.#bucket.take();
    this.#sent += 1;
    let answer: Dispatcher.ResponseData;
    try {
      answer = await this.#agent.request({
        origin: this.#origin,
        path: `${path}${queryString(call.query)}`,
        method: call.method,
        headers: {
          authorization: `Bearer ${bearer}`,
          accept: call.accept ?? 'application/json',
          'user-agent': 'kubernetes-academy',
          ...(call.body === undefined
            ? {}
            : { 'content-type': call.contentType ?? 'application/json' }),
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        bodyTimeout,
        signal: call.signal,
      });
    } catch (error) {
      call.signal?.throwIfAborted();
      throw errorFromNetwork(error);
    }
    if (answer.statusCode < 300) return answer;
    throw errorFromAnswer(
      answer.statusCode,
      await readText(answer, call.signal),
      answer.headers['retry-after'] as string | undefined,
    );
  }
}

async function readText(
  answer: Dispatcher.ResponseData,
  signal?: AbortSignal,
): Promise<string> {
  try {
    return await answer.body.text();
  } catch (error) {
    signal?.throwIfAborted();
    throw errorFromNetwork(error);
  }
}

/** What stands between us and the API server may answer in its place. */
function parseBody<T>(text: string): T {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ClusterError({
      status: 502,
      reason: 'NoKubernetesAnswer',
      message: `not an answer of an API server: ${text.trim().slice(0, 200)}`,
      cause,
    });
  }
}

/** Without a token nothing can be asked, just as without a connection. */
async function readToken(token: TokenSource): Promise<string> {
  try {
    return await token.get();
  } catch (error) {
    throw errorFromNetwork(error);
  }
}

function queryString(query: ApiCall['query'] = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined) params.set(key, String(value));
  }
  return params.size > 0 ? `?${params}` : '';
}

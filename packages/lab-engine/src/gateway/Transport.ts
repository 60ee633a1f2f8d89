import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { ClusterError, errorFromNetwork } from './ClusterError';
import { ConnectionPools } from './ConnectionPools';
import { readAuthorities, type ConnectionOptions } from './createAgent';
import type {
  ClientCertificate,
  Credential,
  CredentialSource,
} from './credentials';
import { noIdentity } from './identity';
import { Limiter } from './Limiter';
import { assertPathname } from './paths';
import { withRetries } from './retry';
import type { Route } from './route';
import { endAfter, openLater } from './streams';
import { TokenBucket } from './TokenBucket';

/** Requests in flight per cluster; watches do not count once they are open. */
const REQUESTS_IN_FLIGHT = 32;
/** Watches that may be opening at a time: more only queue at the server. */
const STREAMS_OPENING = 16;
const DEFAULT_REQUESTS_PER_SECOND = 200;
/** A burst may use what two seconds allow. */
const BURST_SECONDS = 2;
const BODY_TIMEOUT_MS = 30_000;
const USER_AGENT = 'kubernetes-academy';
/** How much later than it was asked for a watch may end. */
const WATCH_END_GRACE_MS = 5_000;

/** One HTTP request to an API server. */
export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Built by `resourcePath`; no query. */
  path: string;
  query?: Record<string, string | string[] | number | boolean | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  /** Default `application/json`. */
  contentType?: string;
  accept?: string;
  signal?: AbortSignal;
  /** Default: true for all but POST. */
  idempotent?: boolean;
  /** Of a stream: not even headers may come before something happens, as of a log that is followed. */
  quiet?: boolean;
}

/** The answer to a request: HTTP status and JSON body. */
export interface ApiAnswer<T> {
  status: number;
  body: T;
}

/** What a WebSocket to the API server is opened with. */
export interface SocketTarget {
  /** `wss:` URL. */
  url: string;
  headers: Record<string, string>;
  /** Authorities in PEM; undefined for those of the system. */
  ca?: string;
  client?: ClientCertificate;
}

/** How an API server is reached. */
export interface TransportOptions extends ConnectionOptions {
  route: Route;
  /** Default 200. */
  requestsPerSecond?: number;
}

/**
 * The only place that talks to an API server: its connections, the limits of
 * the cluster, the credential of each request, errors mapped.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #pools: ConnectionPools;
  readonly #requests = Limiter.create({ limit: REQUESTS_IN_FLIGHT });
  readonly #openings = Limiter.create({ limit: STREAMS_OPENING });
  readonly #bucket: TokenBucket;
  #sent = 0;

  private constructor(options: TransportOptions) {
    const { requestsPerSecond = DEFAULT_REQUESTS_PER_SECOND } = options;
    this.#options = options;
    this.#pools = ConnectionPools.create(options);
    this.#bucket = TokenBucket.create({
      perSecond: requestsPerSecond,
      burst: requestsPerSecond * BURST_SECONDS,
    });
  }

  static create(options: TransportOptions): Transport {
    return new Transport(options);
  }

  /** Requests sent so far, retries and watches included. */
  get sent(): number {
    return this.#sent;
  }

  /** @throws ClusterError for every status that is not 2xx, and when nothing was answered */
  async request<T>(
    call: ApiCall,
    identity: CredentialSource,
  ): Promise<ApiAnswer<T>> {
    const idempotent = call.idempotent ?? call.method !== 'POST';
    const timeouts = { bodyTimeout: BODY_TIMEOUT_MS };
    const sendOnce = async (credential: Credential) => {
      const answer = await this.#send(call, credential, timeouts);
      const text = await readText(answer, call.signal);
      return { status: answer.statusCode, body: parseBody<T>(text) };
    };
    return withRetries(
      () =>
        // A credential may cost a request of its own: it must not wait for one
        // that waits for it.
        withFreshCredential(identity, credential =>
          this.#requests.run(() => sendOnce(credential)),
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
  async stream(call: ApiCall, identity: CredentialSource): Promise<Readable> {
    if (call.quiet) return this.#openQuiet(0, call, identity);
    const { watchSeconds } = this.#options.route;
    const wanted = call.query?.timeoutSeconds;
    return watchSeconds === undefined || wanted === undefined
      ? this.#open(call, identity)
      : this.#openFor(Math.min(watchSeconds, Number(wanted)), call, identity);
  }

  /**
   * What a WebSocket to the API server is opened with: the TLS options and
   * headers of this identity.
   *
   * @throws ClusterError with reason `NoWebSocket` where none gets through
   */
  async socket(
    call: Pick<ApiCall, 'path' | 'query'>,
    identity: CredentialSource,
  ): Promise<SocketTarget> {
    const { route } = this.#options;
    if (!route.sockets) {
      throw new ClusterError({
        status: 501,
        reason: 'NoWebSocket',
        message:
          'the portal reaches this cluster through its Kubernetes backend, which carries neither exec nor port-forward; kubectl is not affected',
      });
    }
    const { headers, certificate } = await readCredential(identity);
    const { origin, path } = await this.#locate(call);
    return {
      url: `${origin.replace(/^http/, 'ws')}${path}`,
      headers: { ...headers, 'user-agent': USER_AGENT },
      ca: readAuthorities(this.#options),
      client: certificate,
    };
  }

  async close(): Promise<void> {
    await this.#pools.close();
  }

  #open(call: ApiCall, identity: CredentialSource): Promise<Readable> {
    return withFreshCredential(identity, credential =>
      this.#openings.run(async () => {
        const answer = await this.#send(call, credential, { bodyTimeout: 0 });
        return answer.body;
      }),
    );
  }

  /** A watch that ends after so many seconds, whoever should have ended it. */
  async #openFor(
    timeoutSeconds: number,
    watch: ApiCall,
    identity: CredentialSource,
  ): Promise<Readable> {
    const limitMs = timeoutSeconds * 1000 + WATCH_END_GRACE_MS;
    const call = { ...watch, query: { ...watch.query, timeoutSeconds } };
    if (watch.query?.resourceVersion === undefined) {
      return endAfter(await this.#open(call, identity), limitMs);
    }
    // A list answers at once, what goes on only when something happens.
    return endAfter(this.#openQuiet(limitMs, call, identity), limitMs);
  }

  /** Takes no place among those that are opening. @param headersTimeout - 0 for none */
  #openQuiet(
    headersTimeout: number,
    call: ApiCall,
    identity: CredentialSource,
  ): Readable {
    const timeouts = { bodyTimeout: 0, headersTimeout };
    return openLater(
      signal =>
        withFreshCredential(identity, async credential => {
          const later = { ...call, signal };
          return (await this.#send(later, credential, timeouts)).body;
        }),
      call.signal,
    );
  }

  async #send(
    call: ApiCall,
    credential: Credential,
    timeouts: { bodyTimeout: number; headersTimeout?: number },
  ): Promise<Dispatcher.ResponseData> {
    const { route } = this.#options;
    const { origin, path } = await this.#locate(call);
    const headers = await route.authorize(credential);
    await this.#bucket.take();
    this.#sent += 1;
    let answer: Dispatcher.ResponseData;
    try {
      answer = await this.#pools.agent(credential.certificate).request({
        origin,
        path,
        method: call.method,
        headers: {
          accept: call.accept ?? 'application/json',
          'user-agent': USER_AGENT,
          ...(call.body === undefined
            ? {}
            : { 'content-type': call.contentType ?? 'application/json' }),
          ...headers,
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        ...timeouts,
        signal: call.signal,
      });
    } catch (error) {
      call.signal?.throwIfAborted();
      throw errorFromNetwork(error);
    }
    if (answer.statusCode < 300) return answer;
    throw route.refusal(
      answer.statusCode,
      await readText(answer, call.signal),
      answer.headers['retry-after'] as string | undefined,
    );
  }

  async #locate(
    call: Pick<ApiCall, 'path' | 'query'>,
  ): Promise<{ origin: string; path: string }> {
    const { origin, pathname } = new URL(await this.#baseUrl());
    const path = `${pathname.replace(/\/$/, '')}${call.path}`;
    assertPathname(origin, path);
    return { origin, path: `${path}${queryString(call.query)}` };
  }

  async #baseUrl(): Promise<string> {
    try {
      return await this.#options.route.baseUrl();
    } catch (error) {
      throw errorFromNetwork(error);
    }
  }
}

/** A refused credential was not used for anything: asking again is always safe. */
async function withFreshCredential<T>(
  identity: CredentialSource,
  task: (credential: Credential) => Promise<T>,
): Promise<T> {
  try {
    return await task(await readCredential(identity));
  } catch (error) {
    if (!(error instanceof ClusterError) || error.status !== 401) throw error;
    identity.invalidate();
    return task(await readCredential(identity));
  }
}

/** Without a credential nothing can be asked, just as without a connection. */
async function readCredential(identity: CredentialSource): Promise<Credential> {
  try {
    return await identity.get();
  } catch (error) {
    if (error instanceof ClusterError) throw error;
    throw noIdentity(String((error as Error).message ?? error), error);
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
      status: 0,
      reason: 'NoKubernetesAnswer',
      message: `not an answer of an API server: ${text.trim().slice(0, 200)}`,
      cause,
    });
  }
}

function queryString(query: ApiCall['query'] = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const each of [value].flat()) {
      if (each !== undefined) params.append(key, String(each));
    }
  }
  return params.size > 0 ? `?${params}` : '';
}

import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { readKeyedCertificate } from '../pki/clusterPki';
import type { ClusterConnection } from '../state/connection';
import type { ClusterPaths } from '../state/paths';

const POLL_MS = 100;
const REQUEST_TIMEOUT_MS = 5_000;
const OK = 200;

/** Reads from the API server as its administrator, without starting a kubectl. */
export class AdminApi {
  readonly #server: string;
  readonly #tls: { ca: string; cert: string; key: string };

  private constructor(
    server: string,
    tls: { ca: string; cert: string; key: string },
  ) {
    this.#server = server;
    this.#tls = tls;
  }

  static create(connection: ClusterConnection, paths: ClusterPaths): AdminApi {
    const admin = readKeyedCertificate(paths.pki, 'admin');
    return new AdminApi(connection.server, {
      ca: readFileSync(connection.caFile, 'utf8'),
      cert: admin.certificate,
      key: admin.key,
    });
  }

  /** @returns the body of a 200; undefined for any other answer, or none */
  get(path: string): Promise<string | undefined> {
    return new Promise(resolve => {
      const sent = request(
        `${this.#server}${path}`,
        { ...this.#tls, agent: false, timeout: REQUEST_TIMEOUT_MS },
        response => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', chunk => {
            body += chunk;
          });
          response.once('error', () => resolve(undefined));
          response.once('end', () =>
            resolve(response.statusCode === OK ? body : undefined),
          );
        },
      );
      sent.once('timeout', () => sent.destroy());
      sent.once('error', () => resolve(undefined));
      sent.end();
    });
  }

  /** Until `/readyz` says yes. See {@link AdminApi.until}. */
  async untilReady(timeoutMs: number, signal: AbortSignal): Promise<void> {
    await this.until('/readyz', () => true, {
      what: 'the API server is not ready',
      timeoutMs,
      signal,
    });
  }

  /**
   * Asks until the answer satisfies.
   *
   * @throws `<what> after N s`, or the signal's reason when aborted
   */
  async until(
    path: string,
    satisfies: (body: string) => boolean,
    options: { what: string; timeoutMs: number; signal?: AbortSignal },
  ): Promise<void> {
    const { what, timeoutMs, signal } = options;
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const body = await this.get(path);
      signal?.throwIfAborted();
      if (body !== undefined && satisfies(body)) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(`${what} after ${timeoutMs / 1000} s`);
      }
      await sleep(POLL_MS, undefined, { signal });
    }
  }
}

import { readFileSync, statSync } from 'node:fs';
import { Agent, buildConnector } from 'undici';
import type { ClientCertificate } from './credentials';

const CONNECT_TIMEOUT_MS = 5_000;
/** Below the 90 s after which an API server closes idle connections. */
const KEEP_ALIVE_MS = 30_000;
/** Until the headers; the body of a watch may be silent for minutes. */
const HEADERS_TIMEOUT_MS = 15_000;

/** Whom to trust; the system's authorities when both are absent. */
export interface Authorities {
  /** PEM in base64. */
  caData?: string;
  /** PEM. Read again when it changes: an embedded cluster may be made anew. */
  caFile?: string;
}

/** How connections to an API server are opened. */
export interface ConnectionOptions extends Authorities {
  /** Opens them over something else than TCP; verifies the server itself. */
  connector?(client?: ClientCertificate): buildConnector.connector;
}

/** The authorities as PEM, undefined for those of the system. */
export function readAuthorities(options: Authorities): string | undefined {
  if (options.caData) {
    return Buffer.from(options.caData, 'base64').toString('utf8');
  }
  return options.caFile ? readFileSync(options.caFile, 'utf8') : undefined;
}

/**
 * One pool of connections to one cluster. HTTP/1.1 on purpose: an API server
 * allows 100 streams per HTTP/2 connection and further watches wait silently.
 *
 * @param client - presented on every connection of this pool, and on no other
 */
export function createAgent(
  options: ConnectionOptions,
  client?: ClientCertificate,
): Agent {
  return new Agent({
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: 0,
    connect: options.connector?.(client) ?? createConnector(options, client),
  });
}

/** Connectors remember TLS sessions, and a session remembers the client: never share one. */
function createConnector(
  authorities: Authorities,
  client?: ClientCertificate,
): buildConnector.connector {
  let connector: buildConnector.connector | undefined;
  let version = '';
  return (options, callback) => {
    try {
      const found = authorities.caFile
        ? String(statSync(authorities.caFile).mtimeMs)
        : 'fixed';
      if (!connector || found !== version) {
        connector = buildConnector({
          ca: readAuthorities(authorities),
          cert: client?.certificate,
          key: client?.key,
          allowH2: false,
          timeout: CONNECT_TIMEOUT_MS,
          keepAlive: true,
        });
        version = found;
      }
    } catch (error) {
      callback(error as Error, null);
      return;
    }
    connector(options, callback);
  };
}

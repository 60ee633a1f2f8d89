import { readFileSync, statSync } from 'node:fs';
import { Agent, buildConnector } from 'undici';

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

/** The authorities as PEM, undefined for those of the system. */
export function readAuthorities(options: Authorities): string | undefined {
  if (options.caData) {
    return Buffer.from(options.caData, 'base64').toString('utf8');
  }
  return options.caFile ? readFileSync(options.caFile, 'utf8') : undefined;
}

/**
 * One pool of connections for one cluster. HTTP/1.1 on purpose: an API server
 * allows 100 streams per HTTP/2 connection and further watches wait silently.
 */
export function createAgent(authorities: Authorities): Agent {
  return new Agent({
    allowH2: false,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    bodyTimeout: 0,
    connect: createConnector(authorities),
  });
}

function createConnector(authorities: Authorities): buildConnector.connector {
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

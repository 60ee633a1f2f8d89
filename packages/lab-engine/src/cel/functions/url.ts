import { isIPv6 } from 'node:net';
import type { Environment } from '@marcbachmann/cel-js';
import { converted, define } from './define';

/** Scheme, then an authority or not, path and query. */
const ABSOLUTE =
  /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?]*))?([^?]*)(?:\?(.*))?$/s;
const PATH = /^(\/[^?]*)(?:\?(.*))?$/s;
/** Host name, or IPv6 address in brackets, and a port. */
const AUTHORITY = /^(\[[^[\]]*\]|[^:[\]\s<>"\\^`{|}]*)(?::(\d*))?$/;
const CONTROL_CHARACTER = /\p{Cc}/u;
const BROKEN_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

interface Parts {
  scheme: string;
  hostname: string;
  port: string;
  path: string;
  query: string;
}

/** An absolute URL or path, in its own words: nothing is normalised. */
export class Url {
  /** @returns undefined if the text is neither. */
  static parse(text: string): Url | undefined {
    if (CONTROL_CHARACTER.test(text)) {
      return undefined;
    }
    const [, scheme, authority = '', path, query = ''] =
      ABSOLUTE.exec(text) ?? [];
    if (scheme === undefined) {
      const [, absolutePath, itsQuery = ''] = PATH.exec(text) ?? [];
      return Url.#fromPath({
        scheme: '',
        hostname: '',
        port: '',
        path: absolutePath,
        query: itsQuery,
      });
    }
    // Who logs in is not part of the host.
    const host = AUTHORITY.exec(
      authority.slice(authority.lastIndexOf('@') + 1),
    );
    if (!host || (host[1].startsWith('[') && !isIPv6(host[1].slice(1, -1)))) {
      return undefined;
    }
    const [, hostname, port = ''] = host;
    return Url.#fromPath({ scheme, hostname, port, path, query });
  }

  static #fromPath(parts: Partial<Parts>): Url | undefined {
    return parts.path === undefined || BROKEN_ESCAPE.test(parts.path)
      ? undefined
      : new Url(parts as Parts);
  }

  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  get scheme(): string {
    return this.#parts.scheme.toLowerCase();
  }

  get host(): string {
    const { hostname, port } = this.#parts;
    return port ? `${hostname}:${port}` : hostname;
  }

  get hostname(): string {
    return this.#parts.hostname.replace(/^\[(.*)\]$/, '$1');
  }

  get port(): string {
    return this.#parts.port;
  }

  /** Empty after a scheme without a slash, as in `mailto:`. */
  get escapedPath(): string {
    const { path } = this.#parts;
    return path.startsWith('/')
      ? // Halves of a character cannot be escaped; as bytes they are replaced.
        encodeURI(String(Buffer.from(path))).replace(
          /%25(?=[0-9A-Fa-f]{2})/g,
          '%',
        )
      : '';
  }

  get query(): Map<string, string[]> {
    const values = new Map<string, string[]>();
    for (const [name, value] of new URLSearchParams(this.#parts.query)) {
      values.set(name, [...(values.get(name) ?? []), value]);
    }
    return values;
  }

  equals(other: Url): boolean {
    return String(this) === String(other);
  }

  toString(): string {
    const { scheme, path, query } = this.#parts;
    const authority = this.host ? `//${this.host}` : '';
    return [
      scheme && `${this.scheme}:`,
      authority,
      path,
      query && `?${query}`,
    ].join('');
  }
}

/** URLs. */
export function registerUrl(environment: Environment) {
  environment
    .registerType('kubernetes.URL', { ctor: Url, fields: {} })
    .registerOperator('kubernetes.URL == kubernetes.URL', (a: Url, b: Url) =>
      a.equals(b),
    );
  define(environment, {
    'url(string): kubernetes.URL': (text: string) =>
      converted(Url.parse(text), 'url', text),
    'isURL(string): bool': (text: string) => Url.parse(text) !== undefined,
    'kubernetes.URL.getScheme(): string': ({ scheme }: Url) => scheme,
    'kubernetes.URL.getHost(): string': ({ host }: Url) => host,
    'kubernetes.URL.getHostname(): string': ({ hostname }: Url) => hostname,
    'kubernetes.URL.getPort(): string': ({ port }: Url) => port,
    'kubernetes.URL.getEscapedPath(): string': ({ escapedPath }: Url) =>
      escapedPath,
    'kubernetes.URL.getQuery(): map<string, list<string>>': ({ query }: Url) =>
      query,
  });
}

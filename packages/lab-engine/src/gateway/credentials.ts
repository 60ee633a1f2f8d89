import type { TokenSource } from './tokens';

/** A client certificate with its key and, behind it, its chain. PEM. */
export interface ClientCertificate {
  certificate: string;
  key: string;
}

/**
 * Who a request is from. A certificate belongs to the connection and the
 * headers to the request; an API server that gets both believes the
 * certificate. Requests without a certificate therefore never share a
 * connection with those that have one.
 */
export interface Credential {
  /** Lower-case names; `authorization` above all. */
  headers: Record<string, string>;
  certificate?: ClientCertificate;
}

/** Where the credential of a request comes from. */
export interface CredentialSource {
  /** The credential to use now. */
  get(): Promise<Credential>;
  /** The API server refused the last one: the next `get` must bring another, if it can. */
  invalidate(): void;
}

/** A bearer token and nothing else. */
export function bearer(token: TokenSource): CredentialSource {
  return {
    async get() {
      return { headers: { authorization: `Bearer ${await token.get()}` } };
    },
    invalidate: () => token.invalidate(),
  };
}

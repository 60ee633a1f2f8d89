import type { ClusterClient, ObjectRef, TokenSource } from '../gateway';

/** Longest life that the guards allow, in seconds. */
export const TOKEN_TTL_S = 3600;
/** Shortest life that the API server accepts, in seconds. */
export const MIN_TOKEN_TTL_S = 600;
/** A token is replaced when less than this is left of its life. */
const RENEW_BEFORE_MS = 10 * 60_000;

/** Whose token is asked for. */
export interface TokenRequestOptions {
  /** Acts as the backend. */
  client: ClusterClient;
  namespace: string;
  serviceAccount: string;
  /** The token dies with this object. */
  boundTo?: { kind: 'Secret'; name: string; uid: string };
  /** Seconds; one hour when absent. */
  ttlSeconds?: number;
  signal?: AbortSignal;
}

/** A token and its end. */
export interface IssuedToken {
  token: string;
  expiresAt: Date;
}

/** Asks the API server for a token of a ServiceAccount. Never stored, never logged. */
export async function requestToken(
  options: TokenRequestOptions,
): Promise<IssuedToken> {
  const { client, namespace, serviceAccount, boundTo, signal } = options;
  const account: ObjectRef = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    namespace,
    name: serviceAccount,
  };
  const { body } = await client.request<{
    status: { token: string; expirationTimestamp: string };
  }>({
    method: 'POST',
    path: await client.path(account, 'token'),
    // A second token does no harm.
    idempotent: true,
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {
        expirationSeconds: options.ttlSeconds ?? TOKEN_TTL_S,
        boundObjectRef: boundTo && { apiVersion: 'v1', ...boundTo },
      },
    },
    signal,
  });
  return {
    token: body.status.token,
    expiresAt: new Date(body.status.expirationTimestamp),
  };
}

/**
 * Keeps a token in memory: asked for when it is first needed, renewed before
 * its end and when the API server refuses it. Nothing runs while nobody asks.
 */
export function cachedToken(issue: () => Promise<IssuedToken>): TokenSource {
  let issued: Promise<IssuedToken> | undefined;
  const ask = () => {
    const asking = issue();
    issued = asking;
    asking.catch(() => {
      if (issued === asking) issued = undefined;
    });
    return asking;
  };
  return {
    async get() {
      const asked = issued ?? ask();
      const { token, expiresAt } = await asked;
      if (expiresAt.getTime() - Date.now() > RENEW_BEFORE_MS) return token;
      // Of all who find it too old, the first asks for the next.
      if (issued === asked) ask();
      return (await (issued ?? ask())).token;
    },
    invalidate() {
      issued = undefined;
    },
  };
}

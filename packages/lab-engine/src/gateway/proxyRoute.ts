import { ClusterError, errorFromAnswer, isStatus } from './ClusterError';
import { noIdentity } from './identity';
import type { Route } from './route';

/**
 * Ends of connections behind the proxy are not passed on: a watch could be
 * silent because its API server is gone. It is therefore opened anew this often.
 */
const WATCH_SECONDS = 30;

/** The way to clusters that only another part of the portal can reach. @public */
export interface ClusterProxy {
  /** Base URL in front of the API server's `/api` and `/apis`. */
  baseUrl(): Promise<string>;
  /**
   * Headers of one request: who we are for the proxy, which cluster is meant,
   * and, handed on as it is, who we are there.
   */
  headers(request: {
    cluster: string;
    /** Value of the `Authorization` header at the API server. */
    authorization: string;
  }): Promise<Record<string, string>>;
}

/** Through a proxy that hands bearer tokens on. */
export function proxyRoute(options: {
  cluster: string;
  proxy: ClusterProxy;
}): Route {
  const { cluster, proxy } = options;
  return {
    baseUrl: () => proxy.baseUrl(),
    async authorize({ headers, certificate }) {
      const { authorization, ...others } = headers;
      if (certificate || !authorization) {
        throw noIdentity(
          `the identity on cluster "${cluster}" is a client certificate, which cannot pass the proxy; give it a token`,
        );
      }
      return {
        ...others,
        ...(await proxy.headers({ cluster, authorization })),
        // Anything compressed is held back until there is enough of it.
        'accept-encoding': 'identity',
      };
    },
    refusal: (status, text, retryAfter) =>
      answeredByApiServer(status, text)
        ? errorFromAnswer(status, text, retryAfter)
        : refusedByProxy(status, text),
    watchSeconds: WATCH_SECONDS,
    sockets: false,
  };
}

/** Everything else was written by the proxy, or by what stands around it. */
function answeredByApiServer(status: number, text: string): boolean {
  return isStatus(text) || (status === 404 && text.startsWith('404 page not'));
}

/** Whatever its status, it says nothing about an object of the cluster. */
function refusedByProxy(status: number, text: string): ClusterError {
  return new ClusterError({
    status: 0,
    reason: 'Unreachable',
    message: `the portal's Kubernetes backend answered ${status}: ${words(
      text,
    )}`,
  });
}

function words(text: string): string {
  let message: unknown;
  try {
    message = JSON.parse(text)?.error?.message;
  } catch {
    // No answer of Backstage: a page of a load balancer, for example.
  }
  return (typeof message === 'string' ? message : text).trim().slice(0, 200);
}

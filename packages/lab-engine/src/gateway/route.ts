import { errorFromAnswer, type ClusterError } from './ClusterError';
import type { Credential } from './credentials';

/** Where requests to one cluster go, and what its way asks of them. */
export interface Route {
  /** Base URL in front of `/api` and `/apis`; asked before each request. */
  baseUrl(): Promise<string>;
  /** The headers with which a credential gets to the API server. */
  authorize(credential: Credential): Promise<Record<string, string>>;
  /** What a refusal means, with the body of the answer. */
  refusal(status: number, text: string, retryAfter?: string): ClusterError;
  /**
   * Longest life of a watch, in seconds, where something stands before the API
   * server: there the end of a connection may stay unnoticed, and the headers
   * of an answer wait for its first bytes. Undefined where nothing does.
   */
  watchSeconds?: number;
  /** Whether WebSockets get through: `exec` and `portforward` need them. */
  sockets: boolean;
}

/** Straight to the API server. */
export function directRoute(server: string): Route {
  return {
    baseUrl: async () => server,
    authorize: async ({ headers }) => headers,
    refusal: errorFromAnswer,
    sockets: true,
  };
}

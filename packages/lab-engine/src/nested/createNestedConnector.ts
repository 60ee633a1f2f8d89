import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { buildConnector } from 'undici';
import { openPortForward } from '../channels';
import type { ObjectSource } from '../check/types';
import {
  ClusterError,
  type ClientCertificate,
  type ClusterClient,
} from '../gateway';
import { findApiServerPod } from './apiServerPod';
import { outerError } from './messages';
import { API_SERVER_PORT } from './names';
import type { PkiFiles } from './nestedPki';

/** Of an API server that shares half a core with everything else it does. */
const HANDSHAKE_TIMEOUT_MS = 10_000;
/**
 * Of one connection, and so of one list or watch. Whatever answers there is in
 * the learner's hands: it must not be able to fill the portal's memory.
 */
const MAX_BYTES = 16 * 1024 * 1024;

/** What one kind of connection is opened with. */
export interface NestedConnectorOptions {
  /** Acts as the backend inside of the sandbox. */
  backend: ClusterClient;
  namespace: string;
  /** All pods of the sandbox. */
  pods: ObjectSource;
  files(): Promise<PkiFiles>;
  /** Presented to the nested API server. */
  client?: ClientCertificate;
}

/**
 * Opens connections to the nested API server: TLS with a client certificate
 * over the port-forward of its pod. A service proxy could not carry the
 * certificate, and it would use up the credentials of the outer API server.
 */
export function createNestedConnector(
  options: NestedConnectorOptions,
): buildConnector.connector {
  const { client, files } = options;
  return async (target, callback) => {
    let ca: string;
    let line: Duplex;
    try {
      ({ 'ca.crt': ca } = await files());
      line = await dial(options);
    } catch (error) {
      callback(error as Error, null);
      return;
    }
    const secure = buildConnector({
      ca,
      cert: client?.certificate,
      key: client?.key,
      allowH2: false,
      timeout: HANDSHAKE_TIMEOUT_MS,
    });
    secure({ ...target, httpSocket: line as Socket }, (...result) => {
      const [error, socket] = result;
      if (error) line.destroy();
      else socket.once('close', () => line.destroy());
      callback(...result);
    });
  };
}

async function dial(options: NestedConnectorOptions): Promise<Duplex> {
  const { backend, namespace, pods } = options;
  const pod = await findApiServerPod(pods);
  try {
    return await openPortForward(backend, {
      namespace,
      pod,
      port: API_SERVER_PORT,
      maxBytes: MAX_BYTES,
    });
  } catch (error) {
    throw error instanceof ClusterError ? outerError(error) : error;
  }
}

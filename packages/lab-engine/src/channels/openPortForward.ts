import type { Duplex } from 'node:stream';
import type { ClusterClient } from '../gateway';
import { openWebSocket } from './openWebSocket';
import { portForwardStream } from './portForwardStream';

/** Sub-protocol in which the first byte of each message names its channel. */
const PROTOCOLS = ['v4.channel.k8s.io'];

/**
 * Opens a connection to one port of a pod, through the API server and the
 * pod's kubelet. Nothing is said when nobody listens on the port: the
 * connection breaks when it is used.
 *
 * @throws ClusterError when it is refused, or no WebSocket gets through
 */
export async function openPortForward(
  client: ClusterClient,
  target: {
    namespace: string;
    pod: string;
    port: number;
    /** Received before the connection is ended. */
    maxBytes: number;
  },
): Promise<Duplex> {
  const { namespace, pod: name, port, maxBytes } = target;
  const pod = { apiVersion: 'v1', kind: 'Pod', namespace, name };
  const path = await client.path(pod, 'portforward');
  const socket = await client.socket({ path, query: { ports: port } });
  return portForwardStream(await openWebSocket(socket, PROTOCOLS), maxBytes);
}

import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { ClusterError } from '../gateway';

const DATA_CHANNEL = 0;
const ERROR_CHANNEL = 1;
/** The first message of each channel is the port's number. */
const PORT_BYTES = 2;

/**
 * A connection to one port of a pod, as bytes. Both directions wait for whoever
 * is slower: the client library's own port-forward does not.
 *
 * @param maxBytes - received in all; learners decide what runs in their pods
 */
export function portForwardStream(socket: WebSocket, maxBytes: number): Duplex {
  const started = new Set<number>();
  let received = 0;
  const stream = new Duplex({
    read: () => socket.resume(),
    write(chunk: Buffer, _encoding, callback) {
      socket.send(
        Buffer.concat([Buffer.from([DATA_CHANNEL]), chunk]),
        callback,
      );
    },
    final(callback) {
      socket.close();
      callback();
    },
    destroy(error, callback) {
      socket.terminate();
      callback(error);
    },
  });
  socket.on('message', (message: Buffer) => {
    const channel = message[0];
    const isFirst = !started.has(channel);
    started.add(channel);
    const data = message.subarray(isFirst ? 1 + PORT_BYTES : 1);
    if (data.length === 0) return;
    received += data.length;
    if (received > maxBytes) {
      stream.destroy(refused(`more than ${maxBytes} bytes were received`));
      return;
    }
    if (channel === ERROR_CHANNEL) stream.destroy(refused(data.toString()));
    else if (!stream.push(data)) socket.pause();
  });
  socket.on('close', () => stream.push(null));
  socket.on('error', error => stream.destroy(error));
  return stream;
}

/** @param words - of the kubelet, e.g. that nothing listens on the port */
function refused(words: string): ClusterError {
  return new ClusterError({
    status: 0,
    reason: 'Unreachable',
    message: words.trim(),
  });
}

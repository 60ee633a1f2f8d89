import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { SocketTarget } from '../gateway';
import { errorFromAnswer, errorFromNetwork } from '../gateway/ClusterError';

const HANDSHAKE_TIMEOUT_MS = 10_000;
/** API servers send far smaller messages; the rest of an answer is not read. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
const MAX_ANSWER_CHARACTERS = 64 * 1024;

/**
 * Opens a WebSocket to an API server. It is paused, so that no message is lost
 * before somebody listens: who does calls `resume`.
 *
 * @param protocols - sub-protocols, the preferred one first
 * @throws ClusterError with the API server's own words when it refuses
 */
export function openWebSocket(
  { url, headers, ca, client }: SocketTarget,
  protocols: string[],
): Promise<WebSocket> {
  const socket = new WebSocket(url, protocols, {
    ca,
    cert: client?.certificate,
    key: client?.key,
    headers,
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.pause();
      resolve(socket);
    });
    socket.once('error', error => reject(errorFromNetwork(error)));
    socket.once('unexpected-response', (request, answer) => {
      readAnswer(answer).then(text => {
        reject(errorFromAnswer(answer.statusCode ?? 502, text));
        request.destroy();
      });
    });
  });
}

async function readAnswer(answer: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of answer.setEncoding('utf8')) {
      text += chunk;
      if (text.length > MAX_ANSWER_CHARACTERS) break;
    }
  } catch {
    // The status alone says enough.
  }
  return text;
}

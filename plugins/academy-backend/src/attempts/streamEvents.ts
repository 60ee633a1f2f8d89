import type { AttemptEvent } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Response } from 'express';
import { STREAM_HEARTBEAT_MS } from './limits';

/**
 * Sends events to a browser as server-sent events: the SSE id is the cursor
 * with which the browser comes back.
 */
export async function streamEvents(
  res: Response,
  events: AsyncIterable<AttemptEvent>,
): Promise<void> {
  const send = (text: string) => {
    res.write(`${text}\n\n`);
    // The compression middleware would keep a frame until there are more.
    (res as { flush?(): void }).flush?.();
  };
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    Connection: 'keep-alive',
  });
  send(': open');
  const heartbeat = setInterval(() => send(': alive'), STREAM_HEARTBEAT_MS);
  try {
    for await (const event of events) {
      send(`id: ${event.id}\ndata: ${JSON.stringify(event)}`);
    }
  } finally {
    clearInterval(heartbeat);
    res.end();
  }
}

import { createParser } from 'eventsource-parser';

/** The server sends a comment every 15 s; three missing ones mean a dead connection. */
const SILENCE_LIMIT_MS = 45_000;

/**
 * Reads a `text/event-stream` body to its end and calls back with the data of
 * each message.
 *
 * @throws when the connection breaks, or stays silent for longer than
 * `silenceLimitMs`: a laptop that slept has sockets that never report an error.
 */
export async function readEventStream(options: {
  body: ReadableStream<Uint8Array>;
  onData(data: string): void;
  /** Called for every chunk, also for comments. */
  onAlive(): void;
  silenceLimitMs?: number;
}): Promise<void> {
  const { body, onData, onAlive, silenceLimitMs = SILENCE_LIMIT_MS } = options;
  const parser = createParser({ onEvent: ({ data }) => onData(data) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await readInTime(reader, silenceLimitMs);
      if (done) {
        return;
      }
      onAlive();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    // Frees the socket when the loop was left by an error; nothing is lost by a failure of it.
    await reader.cancel().catch(() => undefined);
  }
}

async function readInTime(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  limitMs: number,
) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No frame for ${limitMs} ms`)),
      limitMs,
    );
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } finally {
    clearTimeout(timer);
  }
}

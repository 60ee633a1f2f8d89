import { ResponseError } from '@backstage/errors';
import type { AttemptEvent, AttemptView } from '../api';
import { backoffDelay, sleep } from './backoff';
import { readEventStream } from './readEventStream';
import type { StreamAttemptOptions } from './types';

/** Answers that may be different a moment later; every other 4xx is final. */
const RETRIED_STATUS = [408, 425, 429];

/**
 * Follows an attempt until it has ended or the signal is aborted, reconnecting
 * from the last event seen. Every event is delivered once, in order.
 *
 * @throws ResponseError when the backend refuses the stream for good (4xx).
 */
export async function streamAttempt(
  options: StreamAttemptOptions & {
    connect(after: number): Promise<Response>;
    getAttempt(): Promise<AttemptView>;
  },
): Promise<void> {
  const { connect, getAttempt, signal, onEvent, onState } = options;
  let cursor = options.after ?? 0;
  let failures = 0;

  const deliver = (data: string) => {
    const event: AttemptEvent = JSON.parse(data);
    // A frame may be repeated around a reconnection.
    if (event.id > cursor && !signal?.aborted) {
      cursor = event.id;
      onEvent(event);
    }
  };

  const follow = async (): Promise<'ended' | 'broken'> => {
    const response = await connect(cursor);
    if (!response.ok || !response.body) {
      throw await ResponseError.fromResponse(response);
    }
    onState?.('open');
    await readEventStream({
      body: response.body,
      onData: deliver,
      onAlive: () => {
        failures = 0;
      },
    });
    // A proxy's time limit ends a stream just as the end of the attempt does.
    const attempt = await getAttempt();
    return attempt.endedAt && attempt.cursor <= cursor ? 'ended' : 'broken';
  };

  while (!signal?.aborted) {
    try {
      if ((await follow()) === 'ended') {
        return;
      }
    } catch (error) {
      if (isFinal(error)) {
        throw error;
      }
    }
    if (signal?.aborted) {
      return;
    }
    onState?.('lost');
    await sleep(backoffDelay(failures), signal);
    failures += 1;
  }
}

function isFinal(error: unknown): boolean {
  return (
    error instanceof ResponseError &&
    error.statusCode >= 400 &&
    error.statusCode < 500 &&
    !RETRIED_STATUS.includes(error.statusCode)
  );
}

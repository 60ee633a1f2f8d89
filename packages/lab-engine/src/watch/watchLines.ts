import type { Readable } from 'node:stream';
import type { KubernetesObject } from '../check/types';
import { ClusterError, errorFromNetwork } from '../gateway/ClusterError';

/** A frame of a watch. `ERROR` frames carry a `Status` as object. */
export interface WatchFrame {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubernetesObject;
}

/**
 * Frames of a watch in the batches they arrive in. Ends when the server ends
 * the watch.
 *
 * @param silenceMs - the longest silence that is not a hanging server; asked after each batch
 * @throws ClusterError when the connection breaks, is silent for too long, or
 *   brings something that is no watch
 */
export async function* watchLines(
  body: Readable,
  silenceMs: () => number,
): AsyncGenerator<WatchFrame[]> {
  let watchdog: NodeJS.Timeout | undefined;
  const guard = () => {
    clearTimeout(watchdog);
    const limitMs = silenceMs();
    watchdog = setTimeout(() => body.destroy(silentFor(limitMs)), limitMs);
  };
  body.setEncoding('utf8');
  let rest = '';
  try {
    guard();
    for await (const chunk of body) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      const frames = lines.filter(Boolean).map(toFrame);
      if (frames.length > 0) yield frames;
      guard();
    }
  } catch (error) {
    throw errorFromNetwork(error);
  } finally {
    clearTimeout(watchdog);
    body.destroy();
  }
}

function toFrame(line: string): WatchFrame {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new ClusterError({
      status: 0,
      reason: 'NoKubernetesAnswer',
      message: `not an answer of an API server: ${line.slice(0, 200)}`,
      cause,
    });
  }
}

function silentFor(limitMs: number): ClusterError {
  return new ClusterError({
    status: 0,
    reason: 'Timeout',
    message: `nothing was received for ${limitMs} ms`,
  });
}

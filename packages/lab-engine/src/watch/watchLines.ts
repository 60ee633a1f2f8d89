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
 * @param silenceMs - bookmarks come about every minute: a longer silence means that the server hangs
 * @throws ClusterError when the connection breaks or is silent for too long
 */
export async function* watchLines(
  body: Readable,
  silenceMs: number,
): AsyncGenerator<WatchFrame[]> {
  const watchdog = setTimeout(() => {
    body.destroy(
      new ClusterError({
        status: 0,
        reason: 'Timeout',
        message: `nothing was received for ${silenceMs} ms`,
      }),
    );
  }, silenceMs);
  body.setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of body) {
      watchdog.refresh();
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      const frames = lines.filter(Boolean).map(line => JSON.parse(line));
      if (frames.length > 0) yield frames;
    }
  } catch (error) {
    throw errorFromNetwork(error);
  } finally {
    clearTimeout(watchdog);
    body.destroy();
  }
}

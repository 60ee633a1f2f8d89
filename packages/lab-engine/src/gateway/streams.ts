import { PassThrough, pipeline, type Readable } from 'node:stream';
import { ClusterError } from './ClusterError';

/**
 * A response that counts as open before it is: its headers may come as late as
 * its first bytes, and a quiet watch has none for a long time. Whatever keeps
 * it from being opened is an error of the stream.
 *
 * @param signal - ends it, opened or not
 */
export function openLater(
  open: (signal: AbortSignal) => Promise<Readable>,
  signal?: AbortSignal,
): Readable {
  const closed = new AbortController();
  const later = new PassThrough();
  later.once('close', () => closed.abort());
  // The first reader may come later than the error, which waits for it.
  later.on('error', () => {});
  const signals = signal ? [closed.signal, signal] : [closed.signal];
  open(AbortSignal.any(signals)).then(
    body => pipeline(body, later, () => {}),
    error => later.destroy(error),
  );
  return later;
}

/** Ends a stream that is open for longer, with reason `Timeout`. */
export function endAfter(stream: Readable, limitMs: number): Readable {
  const timer = setTimeout(() => {
    stream.destroy(
      new ClusterError({
        status: 0,
        reason: 'Timeout',
        message: 'the watch did not end when it should have',
      }),
    );
  }, limitMs);
  timer.unref();
  return stream.once('close', () => clearTimeout(timer));
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesObject } from '../check/types';
import { ClusterError, type ClusterClient, type KindRef } from '../gateway';
import { listMetadata } from './listObjects';

/** A server that hangs is known after this; load is no reason to give up sooner. */
const ANSWER_MS = 3_000;
/** How far a watch that lives may be behind a list. */
const CATCH_UP_MS = 2_000;
const LOOK_MS = 10;

/** What is asked, and how its answer is compared. */
export interface ConfirmOptions {
  client: Pick<ClusterClient, 'path' | 'request'>;
  ref: KindRef;
  signal: AbortSignal;
  /** Whether the watch knows of these objects, or is past this version. */
  isKnown(
    objects: Pick<KubernetesObject, 'metadata'>[],
    version: string,
  ): boolean;
}

/**
 * Resolves once a watch knows at least what a list of this moment says.
 *
 * @throws ClusterError when the server does not answer, or the watch stays behind
 */
export async function confirmObjects(options: ConfirmOptions): Promise<void> {
  const { client, ref, isKnown } = options;
  const limit = AbortSignal.timeout(ANSWER_MS);
  const signal = AbortSignal.any([options.signal, limit]);
  const list = await client
    .path(ref)
    .then(path => listMetadata(client, { path, signal }))
    .catch(error => {
      throw limit.aborted ? timeout('no answer') : error;
    });
  const deadline = performance.now() + CATCH_UP_MS;
  while (!isKnown(list.objects, list.resourceVersion)) {
    if (performance.now() > deadline) throw timeout('the watch is behind');
    await sleep(LOOK_MS, undefined, { signal: options.signal });
  }
}

function timeout(message: string): ClusterError {
  return new ClusterError({ status: 0, reason: 'Timeout', message });
}

import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { LabRuntime } from './types';

/**
 * Waits until a cluster is ready, or until it is known not to become so.
 *
 * @returns the status it came to: still `starting` when the time is over
 * @public
 */
export async function waitForCluster(
  runtime: Pick<LabRuntime, 'clusters' | 'onClusterChange'>,
  name: string,
  options: { timeoutMs: number; signal?: AbortSignal },
): Promise<TrainingClusterStatus | undefined> {
  const { timeoutMs, signal } = options;
  const find = () => runtime.clusters().find(each => each.name === name);
  signal?.throwIfAborted();
  if (find()?.state !== 'starting') return find();
  const cleanUps: (() => void)[] = [];
  try {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(find()), timeoutMs);
      cleanUps.push(() => clearTimeout(timer));
      const onAbort = () => reject(signal?.reason);
      signal?.addEventListener('abort', onAbort);
      cleanUps.push(() => signal?.removeEventListener('abort', onAbort));
      const unsubscribe = runtime.onClusterChange(() => {
        if (find()?.state !== 'starting') resolve(find());
      });
      cleanUps.push(unsubscribe);
    });
  } finally {
    cleanUps.forEach(cleanUp => cleanUp());
  }
}

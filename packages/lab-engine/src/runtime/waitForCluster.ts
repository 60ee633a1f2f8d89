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
  if (find()?.state !== 'starting') return find();
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer);
      unsubscribe();
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const timer = setTimeout(() => end(() => resolve(find())), timeoutMs);
    const unsubscribe = runtime.onClusterChange(() => {
      if (find()?.state !== 'starting') end(() => resolve(find()));
    });
    const onAbort = () => end(() => reject(signal?.reason));
    signal?.addEventListener('abort', onAbort);
  });
}

import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ObjectSource } from '../check/types';
import { POD, readyPod, unreadyComponents } from './apiServerPod';
import { podsMissing } from './messages';

/**
 * Resolves once the API server of a control plane that is being started can be
 * asked.
 *
 * @param options - `onMissing` is told what is not ready, whenever that changes
 */
export async function untilApiServerReady(options: {
  pods: ObjectSource;
  signal: AbortSignal;
  onMissing(text: LocalizedText): void;
}): Promise<void> {
  const { pods, signal, onMissing } = options;
  signal.throwIfAborted();
  let look = () => {};
  const subscription = pods.subscribe([POD], () => look());
  const cleanUps = [() => subscription.stop()];
  try {
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => reject(signal.reason);
      signal.addEventListener('abort', onAbort);
      cleanUps.push(() => signal.removeEventListener('abort', onAbort));
      look = () => {
        const read = subscription.read(POD);
        if (read.state === 'unknown') onMissing(read.message);
        if (read.state !== 'synced') return;
        if (readyPod(read.objects)) resolve();
        else onMissing(podsMissing(unreadyComponents(read.objects)));
      };
      look();
    });
  } finally {
    cleanUps.forEach(cleanUp => cleanUp());
  }
}

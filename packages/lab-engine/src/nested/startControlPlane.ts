import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ObjectSource } from '../check/types';
import type { ClusterClient } from '../gateway';
import { LabError } from '../runtime/LabError';
import { untilAllowed, type SandboxObject } from '../sandbox';
import { controlPlaneObjects } from './controlPlane';
import { nodesMissing, podsMissing, starting, startTimedOut } from './messages';
import type { NestedCluster } from './NestedCluster';
import { ensurePki } from './pkiSecret';
import { prepareInside } from './prepareInside';
import { untilApiServerReady } from './untilApiServerReady';

/** Far beyond the twenty seconds it takes: others may start at the same time. */
const LIMIT_MS = 90_000;

/** What is started, and where. */
export interface StartControlPlaneOptions {
  /** Acts as the backend inside of the sandbox. */
  backend: ClusterClient;
  namespace: string;
  nested: NestedCluster;
  /** All pods of the sandbox. */
  pods: ObjectSource;
  /** Told what is waited for. */
  onStep?(text: LocalizedText): void;
  signal?: AbortSignal;
}

/**
 * Starts the nested control plane of a sandbox and waits until it is usable:
 * nodes ready, and the ServiceAccount made that pods need. Every object is
 * applied, none is assumed, but the certificates of an earlier call stay.
 *
 * @throws LabError `timeout` with what is missing; ClusterError
 */
export async function startControlPlane(
  options: StartControlPlaneOptions,
): Promise<void> {
  const { backend, namespace, nested, pods, onStep } = options;
  const limit = AbortSignal.timeout(LIMIT_MS);
  const signal = AbortSignal.any([limit, options.signal ?? limit]);
  const apply = (object: SandboxObject) =>
    untilAllowed(() => backend.apply(object, { namespace, signal }), {
      signal,
    });
  const { base, servers, clients } = controlPlaneObjects();
  let missing = podsMissing([]);
  try {
    await ensurePki(backend, namespace, signal);
    await Promise.all([...base, ...servers].map(apply));
    onStep?.(starting('server'));
    await untilApiServerReady({
      pods,
      signal,
      onMissing: text => {
        missing = text;
      },
    });
    onStep?.(starting('controllers'));
    missing = nodesMissing();
    await Promise.all([
      ...clients.map(apply),
      prepareInside(nested.client('admin'), signal),
    ]);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!limit.aborted) throw error;
    const text = startTimedOut(LIMIT_MS, missing);
    throw new LabError('timeout', text, { cause: error });
  }
}

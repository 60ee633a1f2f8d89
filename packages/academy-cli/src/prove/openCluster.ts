import { ServiceUnavailableError } from '@backstage/errors';
import type { ClusterConnection } from '@kubernetes-academy/dev-cluster';
import {
  createLabRuntime,
  waitForCluster,
} from '@kubernetes-academy/lab-engine';
import type {
  LabRuntime,
  TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';

/** An idle cluster answers at once; its self-test takes a second or two. */
const READY_TIMEOUT_MS = 60_000;

/** More than proofs ever have at once. */
const MAX_SANDBOXES = 40;

/** The embedded cluster, with the portal's own identity there. */
export function embeddedCluster(
  connection: ClusterConnection,
): TrainingClusterOptions {
  const { name, server, caFile, academyTokenFile, statusFile } = connection;
  return {
    name,
    title: name,
    server,
    caFile,
    identity: { tokenFile: academyTokenFile },
    maxSandboxes: MAX_SANDBOXES,
    capabilities: {},
    statusFile,
  };
}

/**
 * A runtime on one cluster.
 *
 * @throws ServiceUnavailableError if the cluster does not become ready, with its reason
 */
export async function openCluster(
  cluster: TrainingClusterOptions,
  signal: AbortSignal,
): Promise<LabRuntime> {
  const { name } = cluster;
  const runtime = createLabRuntime({ clusters: [cluster] });
  try {
    const status = await waitForCluster(runtime, name, {
      timeoutMs: READY_TIMEOUT_MS,
      signal,
    });
    if (status?.state !== 'ready') {
      throw new ServiceUnavailableError(
        `The cluster "${name}" is not ready: ${
          status?.message?.en ?? 'no reason is known'
        }`,
      );
    }
    return runtime;
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

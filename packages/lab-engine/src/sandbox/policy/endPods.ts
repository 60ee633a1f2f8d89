import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterClient } from '../../gateway';
import { hasStatus } from '../endRights';
import { WORKLOAD_KINDS } from '../sandboxKinds';
import { wipePass } from '../wipePass';

const PASS_INTERVAL_MS = 200;
/** A pod that stays longer is left to the deletion of its namespace. */
const LIMIT_MS = 10_000;

/**
 * Ends the pods of a sandbox while its network policies still hold: what the
 * deletion of a namespace takes first is not for certain on every cluster.
 *
 * @throws ClusterError
 */
export async function endPods(
  client: ClusterClient,
  namespace: string,
): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  const select = () => ({});
  try {
    while (performance.now() < deadline) {
      const kinds = WORKLOAD_KINDS;
      const left = await wipePass({ client, namespace, kinds, select });
      if (left.length === 0) return;
      await sleep(PASS_INTERVAL_MS);
    }
  } catch (error) {
    // 403: provisioning never came to the backend's own binding, nor to pods.
    if (!hasStatus(error, 403)) throw error;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { isPortFree } from '../process/ports';
import type { ClusterPorts } from '../state/settings';

const POLL_MS = 50;
/** A killed server may hold its port for a moment after its end. */
const PATIENCE_MS = 3_000;

const USES: Record<keyof ClusterPorts, string> = {
  apiServer: 'the API server',
  etcdClient: 'etcd',
  etcdPeer: 'etcd',
  kubelet: 'the simulated nodes',
};

/** @throws with a sentence for the user when another program listens on a port */
export async function assertPortsFree(
  ports: ClusterPorts,
  clusterName: string,
  signal: AbortSignal,
): Promise<void> {
  for (const [use, port] of Object.entries(ports)) {
    if (!(await untilFree(port, PATIENCE_MS, signal))) {
      throw new Error(
        `Port ${port}, chosen for ${
          USES[use as keyof ClusterPorts]
        } of the cluster "${clusterName}", is now used by another program. End that program, or run "npm run cluster -- init" to choose another port.`,
      );
    }
  }
}

/**
 * Waits until somebody listens on the port.
 *
 * @returns false when nobody does within the time
 */
export async function untilListening(
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
  isListening: ListeningProbe = isLocalListener,
): Promise<boolean> {
  return poll(async () => isListening(port), timeoutMs, signal);
}

/** Whether somebody listens on a port, in whatever network the caller means. */
export type ListeningProbe = (port: number) => boolean | Promise<boolean>;

async function isLocalListener(port: number): Promise<boolean> {
  return !(await isPortFree(port));
}

function untilFree(
  port: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  return poll(() => isPortFree(port), timeoutMs, signal);
}

async function poll(
  holds: () => Promise<boolean>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      return false;
    }
    await sleep(POLL_MS, undefined, { signal });
  }
  return true;
}

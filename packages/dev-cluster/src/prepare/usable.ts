import type { AdminApi } from '../api/AdminApi';
import type { NodeKind } from '../binaries/types';
import { REAL_NODE_NAME } from '../node/network';

const NODES_TIMEOUT_MS = 60_000;
const SECOND_MS = 1000;

interface Node {
  metadata: { name: string };
  spec?: { taints?: Array<{ key: string }> };
  status?: {
    conditions?: Array<{
      type: string;
      status: string;
      lastHeartbeatTime?: string;
    }>;
  };
}

export interface UsableOptions {
  api: AdminApi;
  nodes: NodeKind;
  /** What the real node said before is about its previous life. */
  startedAt?: Date;
  signal?: AbortSignal;
}

/**
 * Waits until the first pod could be created and scheduled: a node carries
 * its not-ready taint a little longer than it is not ready, and the ServiceAccount
 * `default` of a namespace appears only after it.
 */
export async function untilUsable(options: UsableOptions): Promise<void> {
  const { api, nodes, startedAt, signal } = options;
  // The API keeps seconds only.
  const since = Math.floor((startedAt?.getTime() ?? 0) / SECOND_MS) * SECOND_MS;
  await api.until(
    '/api/v1/nodes',
    body => {
      const { items } = JSON.parse(body) as { items: Node[] };
      const real = items.find(
        ({ metadata }) => metadata.name === REAL_NODE_NAME,
      );
      return (
        items.length > 0 &&
        items.every(isSchedulable) &&
        (nodes === 'simulated' || (!!real && hasReported(real, since)))
      );
    },
    { what: 'the nodes are not ready', timeoutMs: NODES_TIMEOUT_MS, signal },
  );
  await api.until(
    '/api/v1/namespaces/default/serviceaccounts/default',
    () => true,
    {
      what: 'the controllers do not work',
      timeoutMs: NODES_TIMEOUT_MS,
      signal,
    },
  );
}

function isSchedulable({ spec, status }: Node): boolean {
  return (
    !!status?.conditions?.some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    ) &&
    !spec?.taints?.some(({ key }) => key === 'node.kubernetes.io/not-ready')
  );
}

function hasReported({ status }: Node, since: number): boolean {
  return !!status?.conditions?.some(
    ({ type, lastHeartbeatTime }) =>
      type === 'Ready' && Date.parse(lastHeartbeatTime ?? '') >= since,
  );
}

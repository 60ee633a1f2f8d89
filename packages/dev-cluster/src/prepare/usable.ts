import type { AdminApi } from '../api/AdminApi';

const NODES_TIMEOUT_MS = 60_000;

interface NodeList {
  items: Array<{
    spec?: { taints?: Array<{ key: string }> };
    status?: { conditions?: Array<{ type: string; status: string }> };
  }>;
}

/**
 * Waits until the first pod could be created and scheduled: a node carries
 * its not-ready taint a little longer than it is not ready, and the ServiceAccount
 * `default` of a namespace appears only after it.
 */
export async function untilUsable(
  api: AdminApi,
  signal?: AbortSignal,
): Promise<void> {
  await api.until('/api/v1/nodes', allSchedulable, {
    what: 'the nodes are not ready',
    timeoutMs: NODES_TIMEOUT_MS,
    signal,
  });
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

function allSchedulable(body: string): boolean {
  const { items } = JSON.parse(body) as NodeList;
  return (
    items.length > 0 &&
    items.every(
      ({ spec, status }) =>
        status?.conditions?.some(
          ({ type, status: value }) => type === 'Ready' && value === 'True',
        ) &&
        !spec?.taints?.some(
          ({ key }) => key === 'node.kubernetes.io/not-ready',
        ),
    )
  );
}

import type { ClusterClient, KindRef, ListOptions } from '../gateway';

/** Containers of a learner need no longer farewell. */
const GRACE_S = 1;

/** Which objects of which kinds go. */
export interface WipePassOptions {
  /** Acts as the backend. */
  client: ClusterClient;
  namespace: string;
  kinds: readonly (readonly [apiVersion: string, kind: string])[];
  /** What of a kind goes; everything when it says nothing. */
  select(kind: string): Pick<ListOptions, 'labelSelector' | 'fieldSelector'>;
  signal?: AbortSignal;
}

/**
 * Deletes what is there now and does not wait for it: controllers may create
 * while we delete, so that one pass says nothing about the next.
 *
 * @returns what was there, as `Kind/name`
 * @throws ClusterError
 */
export async function wipePass(options: WipePassOptions): Promise<string[]> {
  const { namespace, kinds } = options;
  const passes = kinds.map(([apiVersion, kind]) =>
    wipeKind(options, { apiVersion, kind, namespace }),
  );
  return (await Promise.all(passes)).flat();
}

async function wipeKind(
  { client, select, signal }: WipePassOptions,
  kind: KindRef,
): Promise<string[]> {
  const selection = { ...select(kind.kind), signal };
  const left = await client.list(kind, selection);
  if (left.some(({ metadata }) => !metadata.deletionTimestamp)) {
    await client.deleteCollection(kind, {
      ...selection,
      gracePeriodSeconds: kind.kind === 'Pod' ? GRACE_S : undefined,
    });
  }
  return left.map(({ metadata }) => `${kind.kind}/${metadata.name}`);
}

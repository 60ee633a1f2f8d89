import type { ObjectRead } from '../../check/types';
import type { ClusterClient } from '../../gateway';
import { KindWatch } from '../../watch';
import { ALL_SANDBOXES_SELECTOR } from '../names';
import type { CensusOptions, SandboxCensus } from '../types';
import { CLAIM_KIND, isEnding } from './claim';

/** Watches the claims of a pool, namespace by namespace: there are no rights to more. */
export function watchClaims(
  client: ClusterClient,
  namespaces: string[],
  options: CensusOptions,
): SandboxCensus {
  const watches = namespaces.map(namespace =>
    KindWatch.create({
      ...options,
      client,
      kind: CLAIM_KIND,
      namespace,
      labelSelector: ALL_SANDBOXES_SELECTOR,
    }),
  );
  return {
    read: () => together(watches.map(watch => watch.read())),
    stop: () => watches.forEach(watch => watch.stop()),
  };
}

/** Known only if all are known. */
function together(reads: ObjectRead[]): ObjectRead {
  const notSynced =
    reads.find(({ state }) => state === 'unknown') ??
    reads.find(({ state }) => state === 'syncing');
  if (notSynced) return notSynced;
  const objects = reads.flatMap(read =>
    read.state === 'synced' ? read.objects : [],
  );
  return {
    state: 'synced',
    objects: objects.filter(claim => !isEnding(claim)),
  };
}

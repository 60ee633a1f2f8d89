import type { KubernetesObject } from '../check/types';
import type { ApiCall, ClusterClient } from '../gateway';
import { ObjectCache } from './ObjectCache';

const PAGE_SIZE = 500;
/** Names and versions only: a fraction of the objects. */
const METADATA_ONLY =
  'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** What is listed: the path of a kind, and which of its objects. */
export type ListCall = Pick<ApiCall, 'path' | 'query' | 'signal'>;

interface Page {
  metadata: { resourceVersion: string; continue?: string };
  /** Null in an empty list of metadata. */
  items: KubernetesObject[] | null;
}

/**
 * Reads a complete list page by page, for servers without streaming lists.
 *
 * @param keep - objects that are not kept are not remembered
 * @returns the objects and the version from which a watch continues
 */
export async function listObjects(
  client: Pick<ClusterClient, 'request'>,
  call: ListCall,
  keep: (object: KubernetesObject) => boolean,
): Promise<{ objects: ObjectCache; resourceVersion: string }> {
  const objects = ObjectCache.create();
  let resourceVersion = '';
  for await (const { items, metadata } of pages(client, call)) {
    items?.filter(keep).forEach(item => objects.put(item));
    resourceVersion = metadata.resourceVersion;
  }
  return { objects, resourceVersion };
}

/** Name, uid and version of all objects, as they are and not as some cache knows them. */
export async function listMetadata(
  client: Pick<ClusterClient, 'request'>,
  call: ListCall,
): Promise<{
  objects: Pick<KubernetesObject, 'metadata'>[];
  resourceVersion: string;
}> {
  const objects: KubernetesObject[] = [];
  let resourceVersion = '';
  const metadataOnly = { ...call, accept: METADATA_ONLY };
  for await (const { items, metadata } of pages(client, metadataOnly)) {
    objects.push(...(items ?? []));
    resourceVersion = metadata.resourceVersion;
  }
  return { objects, resourceVersion };
}

/** A list is whole or it is none: a page that cannot be read is an error. */
async function* pages(
  client: Pick<ClusterClient, 'request'>,
  call: ListCall & Pick<ApiCall, 'accept'>,
): AsyncGenerator<Page> {
  let next: string | undefined;
  do {
    const { body } = await client.request<Page>({
      ...call,
      method: 'GET',
      query: { ...call.query, limit: PAGE_SIZE, continue: next },
    });
    yield body;
    next = body.metadata.continue || undefined;
  } while (next);
}

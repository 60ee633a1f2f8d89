import type { KubernetesObject } from '../check/types';
import type { ApiCall, ClusterClient } from '../gateway';
import { ObjectCache } from './ObjectCache';

const PAGE_SIZE = 500;

interface Page {
  metadata: { resourceVersion: string; continue?: string };
  items: KubernetesObject[];
}

/**
 * Reads a complete list page by page, for servers without streaming lists.
 *
 * @returns the objects and the version from which a watch continues
 */
export async function listObjects(
  client: ClusterClient,
  call: Pick<ApiCall, 'path' | 'query' | 'signal'>,
): Promise<{ objects: ObjectCache; resourceVersion: string }> {
  const objects = ObjectCache.create();
  let next: string | undefined;
  for (;;) {
    const { body } = await client.request<Page>({
      ...call,
      method: 'GET',
      query: { ...call.query, limit: PAGE_SIZE, continue: next },
    });
    body.items.forEach(item => objects.put(item));
    next = body.metadata.continue || undefined;
    if (!next) {
      return { objects, resourceVersion: body.metadata.resourceVersion };
    }
  }
}

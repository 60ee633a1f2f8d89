import { ClusterError } from './ClusterError';
import type { ApiAnswer, ApiCall } from './Transport';

/** Where a kind lives in the API. */
export interface RestMapping {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  verbs: string[];
}

interface DiscoveryList {
  items: {
    metadata?: { name?: string };
    versions: {
      version: string;
      /** Absent where an aggregated API does not answer. */
      resources?: {
        resource: string;
        responseKind: { kind: string };
        scope: 'Namespaced' | 'Cluster';
        verbs: string[];
      }[];
    }[];
  }[];
}

/** Media type in which `/api` and `/apis` name all their kinds at once. */
export const DISCOVERY_TYPE =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
/** An unknown kind makes us look again, at most this often. */
const LOOK_AGAIN_MS = 10_000;

/**
 * Kinds of a cluster from its discovery: two requests, kept until a kind is
 * asked for that was not there.
 */
export class RestMapper {
  readonly #request: (call: ApiCall) => Promise<ApiAnswer<unknown>>;
  #mappings?: Promise<Map<string, RestMapping>>;
  #lookedAt = 0;

  private constructor(request: (call: ApiCall) => Promise<ApiAnswer<unknown>>) {
    this.#request = request;
  }

  /** @param options - `request` sends with an identity that may read the discovery */
  static create(options: {
    request: (call: ApiCall) => Promise<ApiAnswer<unknown>>;
  }): RestMapper {
    return new RestMapper(options.request);
  }

  /** @throws ClusterError with reason `NoMatch` when the cluster has no such kind */
  async mapping(apiVersion: string, kind: string): Promise<RestMapping> {
    const key = `${apiVersion}/${kind}`;
    const found = (await this.#all()).get(key);
    if (found) return found;
    if (performance.now() - this.#lookedAt > LOOK_AGAIN_MS) {
      this.#mappings = undefined;
      const later = (await this.#all()).get(key);
      if (later) return later;
    }
    throw new ClusterError({
      status: 404,
      reason: 'NoMatch',
      message: `no matches for kind "${kind}" in version "${apiVersion}"`,
    });
  }

  /** Whether objects of a plural live in namespaces; undefined when the cluster has no such resource. */
  async isNamespaced(
    group: string,
    plural: string,
  ): Promise<boolean | undefined> {
    const mappings = [...(await this.#all()).values()];
    return mappings.find(each => each.group === group && each.plural === plural)
      ?.namespaced;
  }

  #all(): Promise<Map<string, RestMapping>> {
    if (!this.#mappings) {
      const loading = this.#load();
      this.#mappings = loading;
      loading.catch(() => {
        // A failed discovery is not kept: the next question asks again.
        if (this.#mappings === loading) this.#mappings = undefined;
      });
    }
    return this.#mappings;
  }

  async #load(): Promise<Map<string, RestMapping>> {
    const lists = await Promise.all(
      ['/api', '/apis'].map(path =>
        this.#request({ method: 'GET', path, accept: DISCOVERY_TYPE }),
      ),
    );
    this.#lookedAt = performance.now();
    const mappings = new Map<string, RestMapping>();
    for (const { body } of lists) {
      for (const mapping of readMappings(body as DiscoveryList)) {
        const { group, version, kind } = mapping;
        const apiVersion = group ? `${group}/${version}` : version;
        mappings.set(`${apiVersion}/${kind}`, mapping);
      }
    }
    return mappings;
  }
}

function* readMappings(list: DiscoveryList): Generator<RestMapping> {
  for (const { metadata, versions } of list.items) {
    for (const { version, resources = [] } of versions) {
      for (const { resource, responseKind, scope, verbs } of resources) {
        yield {
          group: metadata?.name ?? '',
          version,
          kind: responseKind.kind,
          plural: resource,
          namespaced: scope === 'Namespaced',
          verbs,
        };
      }
    }
  }
}

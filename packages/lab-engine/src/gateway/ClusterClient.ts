import type { Readable } from 'node:stream';
import type { KubernetesObject, ObjectKind } from '../check/types';
import { bearer, type CredentialSource } from './credentials';
import { resourcePath } from './paths';
import type { RestMapper, RestMapping } from './RestMapper';
import type { TokenSource } from './tokens';
import type { ApiAnswer, ApiCall, SocketTarget, Transport } from './Transport';

/** Field manager of the portal's own objects. */
export const ACADEMY_FIELD_MANAGER = 'academy';

/** All objects of a kind; of all namespaces when none is given. */
export interface KindRef extends ObjectKind {
  namespace?: string;
}

/** One object. */
export interface ObjectRef extends KindRef {
  name: string;
}

/** How an object is written. */
export interface WriteOptions {
  dryRun?: boolean;
  /** Default `academy`. */
  fieldManager?: string;
  /** `Strict` makes the server refuse unknown and duplicate fields. */
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
  signal?: AbortSignal;
}

/** Which objects are meant; selectors in the notation of kubectl. */
export interface ListOptions {
  labelSelector?: string;
  fieldSelector?: string;
  signal?: AbortSignal;
}

/** How objects are deleted. */
export interface DeleteOptions {
  /** Refused by the server when the object is another one of the same name. */
  uid?: string;
  /** Refused by the server when the object has changed since. */
  resourceVersion?: string;
  dryRun?: boolean;
  gracePeriodSeconds?: number;
  signal?: AbortSignal;
}

/** What a client is made of. */
export interface ClusterClientOptions {
  cluster: string;
  transport: Transport;
  mapper: RestMapper;
  identity: CredentialSource;
}

type Body = Omit<KubernetesObject, 'metadata'> & {
  apiVersion: string;
  kind: string;
  metadata: Record<string, unknown> & { name: string };
};

const PATCH_TYPES = {
  apply: 'application/apply-patch+yaml',
  merge: 'application/merge-patch+json',
} as const;

/**
 * Requests to one cluster with one identity. Objects are sent and returned as
 * plain JSON: no field is dropped or converted on the way.
 *
 * Every method throws {@link ClusterError}.
 */
export class ClusterClient {
  readonly #options: ClusterClientOptions;

  private constructor(options: ClusterClientOptions) {
    this.#options = options;
  }

  static create(options: ClusterClientOptions): ClusterClient {
    return new ClusterClient(options);
  }

  get cluster(): string {
    return this.#options.cluster;
  }

  /** Another identity, with the limits of the same cluster. */
  withToken(token: TokenSource): ClusterClient {
    return new ClusterClient({ ...this.#options, identity: bearer(token) });
  }

  /** Where a kind lives; `NoMatch` when the cluster does not know it. */
  mapping(kind: ObjectKind): Promise<RestMapping> {
    return this.#options.mapper.mapping(kind.apiVersion, kind.kind);
  }

  /** See {@link RestMapper.isNamespaced}. */
  isNamespaced(group: string, plural: string): Promise<boolean | undefined> {
    return this.#options.mapper.isNamespaced(group, plural);
  }

  async get(ref: ObjectRef, signal?: AbortSignal): Promise<KubernetesObject> {
    const path = await this.path(ref);
    return this.#body({ method: 'GET', path, signal });
  }

  /** Items carry no `apiVersion` and `kind`. */
  async list(
    ref: KindRef,
    options: ListOptions = {},
  ): Promise<KubernetesObject[]> {
    const { signal, ...query } = options;
    const path = await this.path(ref);
    const list = await this.#body<{ items: KubernetesObject[] }>({
      method: 'GET',
      path,
      query,
      signal,
    });
    return list.items;
  }

  async create(
    body: Body,
    options: WriteOptions & { namespace?: string } = {},
  ): Promise<KubernetesObject> {
    const { apiVersion, kind } = body;
    return this.#body({
      method: 'POST',
      path: await this.path({
        apiVersion,
        kind,
        namespace: options.namespace,
      }),
      query: writeQuery(options),
      body,
      signal: options.signal,
    });
  }

  /** Server-side apply that takes fields over from other managers. */
  async apply(
    body: Body,
    options: WriteOptions & { namespace?: string } = {},
  ): Promise<{ created: boolean; object: KubernetesObject }> {
    const path = await this.path({
      apiVersion: body.apiVersion,
      kind: body.kind,
      namespace: options.namespace,
      name: body.metadata.name,
    });
    const answer = await this.request<KubernetesObject>({
      method: 'PATCH',
      path,
      query: { ...writeQuery(options), force: true },
      body,
      contentType: PATCH_TYPES.apply,
      signal: options.signal,
    });
    return { created: answer.status === 201, object: answer.body };
  }

  /** Merge patch: `null` removes a field, lists are replaced. */
  async patch(
    ref: ObjectRef,
    body: object,
    options: WriteOptions = {},
  ): Promise<KubernetesObject> {
    return this.#body({
      method: 'PATCH',
      path: await this.path(ref),
      query: writeQuery(options),
      body,
      contentType: PATCH_TYPES.merge,
      signal: options.signal,
    });
  }

  async delete(ref: ObjectRef, options: DeleteOptions = {}): Promise<void> {
    const path = await this.path(ref);
    await this.request({
      method: 'DELETE',
      path,
      body: deleteOptions(options),
      signal: options.signal,
    });
  }

  async deleteCollection(
    ref: KindRef,
    options: ListOptions & DeleteOptions = {},
  ): Promise<void> {
    const { labelSelector, fieldSelector, signal } = options;
    await this.request({
      method: 'DELETE',
      path: await this.path(ref),
      query: { labelSelector, fieldSelector },
      body: deleteOptions(options),
      signal,
    });
  }

  /** Any request; the path comes from {@link ClusterClient.path}. */
  request<T>(call: ApiCall): Promise<ApiAnswer<T>> {
    return this.#options.transport.request<T>(call, this.#options.identity);
  }

  /** A response that stays open, as of a watch. */
  stream(call: ApiCall): Promise<Readable> {
    return this.#options.transport.stream(call, this.#options.identity);
  }

  /** What a WebSocket is opened with, as of `exec` and `portforward`; not everywhere possible. */
  socket(call: Pick<ApiCall, 'path' | 'query'>): Promise<SocketTarget> {
    return this.#options.transport.socket(call, this.#options.identity);
  }

  /** Validated path of a kind, an object or a sub-resource. */
  async path(
    ref: KindRef & { name?: string },
    subresource?: string,
  ): Promise<string> {
    const { group, version, plural, namespaced } = await this.mapping(ref);
    if (namespaced && ref.name !== undefined && ref.namespace === undefined) {
      throw new TypeError(`${ref.kind} "${ref.name}" needs a namespace`);
    }
    return resourcePath({
      group,
      version,
      plural,
      namespace: namespaced ? ref.namespace : undefined,
      name: ref.name,
      subresource,
    });
  }

  async #body<T = KubernetesObject>(call: ApiCall): Promise<T> {
    return (await this.request<T>(call)).body;
  }
}

function writeQuery(options: WriteOptions) {
  return {
    fieldManager: options.fieldManager ?? ACADEMY_FIELD_MANAGER,
    fieldValidation: options.fieldValidation,
    dryRun: options.dryRun ? 'All' : undefined,
  };
}

/** In the body, all of it: beside a body the API server ignores `?dryRun`. */
function deleteOptions(options: DeleteOptions): object {
  const { uid, resourceVersion } = options;
  return {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    dryRun: options.dryRun ? ['All'] : undefined,
    propagationPolicy: 'Background',
    gracePeriodSeconds: options.gracePeriodSeconds,
    preconditions:
      uid || resourceVersion ? { uid, resourceVersion } : undefined,
  };
}

import type { KubernetesObject } from '../check/types';

/** An object that is to be there. @public */
export type WantedObject = KubernetesObject & {
  apiVersion: string;
  kind: string;
};

/** Where an object is. @public */
export interface ClusterObjectRef {
  /** Group and version. */
  apiVersion: string;
  /** As manifests write it. */
  kind: string;
  /** Of namespaced kinds. */
  namespace?: string;
  /** Of the object. */
  name: string;
}

/** A token of a ServiceAccount. @public */
export interface ServiceAccountToken {
  /** To be kept secret. */
  token: string;
  /** When the API server no longer accepts it; it may shorten what was asked for. */
  expiresAt: Date;
}

/**
 * Objects of one cluster with the identity of whoever prepares it for labs.
 * Every method throws `ClusterError`.
 *
 * @public
 */
export interface ClusterObjects {
  /** Undefined when it is not there, or when the cluster has no such kind. */
  get(ref: ClusterObjectRef): Promise<KubernetesObject | undefined>;
  /** All objects of a kind; none when the cluster has no such kind. */
  list(kind: { apiVersion: string; kind: string }): Promise<KubernetesObject[]>;
  /** Server-side apply that takes fields over from others; unknown fields are refused. */
  apply(object: WantedObject, options: { fieldManager: string }): Promise<void>;
  /** Puts the object in the place of the one that is there, whoever wrote what into it. */
  replace(
    object: WantedObject,
    options: { fieldManager: string },
  ): Promise<void>;
  /** Deletes an object, unless another one has taken its place. */
  delete(ref: ClusterObjectRef, options: { uid?: string }): Promise<void>;
  /** Asks for a token of a ServiceAccount. */
  issueToken(options: {
    namespace: string;
    serviceAccount: string;
    ttlSeconds: number;
  }): Promise<ServiceAccountToken>;
  /** Version of the API server, and whether labs can run on it. */
  version(): Promise<{ version: string; supported: boolean; minimum: string }>;
  /** Ends all connections. */
  close(): Promise<void>;
}

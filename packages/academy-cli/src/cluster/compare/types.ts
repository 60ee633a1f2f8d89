import type { Finding } from '../findings';

/** A difference between two objects; which objects is known to the caller. */
export type Difference = Pick<Finding, 'level' | 'field' | 'text'>;

/** An object of the cluster or of the manifests; nothing is assumed about its fields. */
export interface ComparedObject {
  apiVersion?: string;
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    deletionTimestamp?: string;
  };
  [field: string]: any;
}

/** Compares a wanted object with the one that is there. */
export type Comparer = (
  wanted: ComparedObject,
  found: ComparedObject,
) => Difference[];

import { ClusterError } from '../ClusterError';

/** The portal does not know who it is: nothing can be asked, which says nothing about any object. */
export function noIdentity(message: string, cause?: unknown): ClusterError {
  return new ClusterError({ status: 0, reason: 'NoIdentity', message, cause });
}

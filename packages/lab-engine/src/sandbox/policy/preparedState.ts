import { createHash } from 'node:crypto';
import type { KubernetesObject } from '../../check/types';
import {
  EXPIRES_AT_ANNOTATION,
  isPrepared,
  PREPARED_ANNOTATION,
} from '../names';
import { isTerminating } from '../ownedNamespace';
import { sandboxObjects } from '../sandboxObjects';

/** One that is not complete after that has no replica any more that works on it. */
const UNFINISHED_MS = 5 * 60_000;

/** Another one where the Academy makes sandboxes of other objects. */
export const FINGERPRINT = createHash('sha256')
  .update(
    JSON.stringify(
      sandboxObjects({
        namespace: '',
        owner: { instance: '', attemptId: '' },
        expiresAt: new Date(0),
      }),
    ),
  )
  .digest('hex')
  .slice(0, 16);

/** Complete, of the same objects as this version of the Academy makes, and not too old. */
export function isReady(namespace: KubernetesObject): boolean {
  const annotations = annotationsOf(namespace);
  return (
    isPrepared(namespace) &&
    !isTerminating(namespace) &&
    annotations[PREPARED_ANNOTATION] === FINGERPRINT &&
    Date.parse(annotations[EXPIRES_AT_ANNOTATION]) > Date.now()
  );
}

/** A replica works on it still, as far as one can tell. */
export function isUnfinished(namespace: KubernetesObject): boolean {
  return (
    annotationsOf(namespace)[PREPARED_ANNOTATION] === undefined &&
    Date.now() - createdAt(namespace) < UNFINISHED_MS
  );
}

/** Eldest first, and the same order for all. */
export function byAge(a: KubernetesObject, b: KubernetesObject): number {
  return (
    createdAt(a) - createdAt(b) ||
    a.metadata.name.localeCompare(b.metadata.name, 'en')
  );
}

function createdAt({ metadata }: KubernetesObject): number {
  return Date.parse(metadata.creationTimestamp as string);
}

function annotationsOf({ metadata }: KubernetesObject): Record<string, string> {
  return (metadata.annotations as Record<string, string> | undefined) ?? {};
}

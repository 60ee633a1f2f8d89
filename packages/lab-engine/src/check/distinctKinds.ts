import type { ObjectKind } from './types';

/** Each kind once; inside the nested control plane apart from outside. */
export function distinctKinds(kinds: ObjectKind[]): ObjectKind[] {
  const keyed = kinds.map((kind): [string, ObjectKind] => [
    `${kind.nested ?? ''}/${kind.apiVersion}/${kind.kind}`,
    kind,
  ]);
  return [...new Map(keyed).values()];
}

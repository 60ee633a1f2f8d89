import type { KubernetesObject } from '../../check/types';
import type { ClusterClient } from '../../gateway';
import type { ProvisionInput } from '../../runtime/types';
import { hasStatus } from '../endRights';
import {
  ENDING_SINCE_ANNOTATION,
  MANAGED_BY_LABEL,
  MANAGED_BY_VALUE,
} from '../names';
import { guarded, type SandboxObject } from '../SandboxObject';
import { ownerLabels, sandboxAnnotations } from '../sandboxObjects';

/** What claims of all portals are found by. */
export const CLAIM_KIND = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
} as const;

/** Whoever creates it has the namespace. */
export const CLAIM_NAME = 'academy-claim';

/** The claim of a pre-created namespace, as an object to read, write or delete. */
export function claimRef(namespace: string) {
  return { ...CLAIM_KIND, namespace, name: CLAIM_NAME };
}

/** Says whose the namespace is; the learner cannot change it. */
export function claimObject(
  input: Pick<ProvisionInput, 'owner' | 'expiresAt' | 'profile'>,
): SandboxObject {
  const { name, labels } = guarded(CLAIM_NAME);
  return {
    ...CLAIM_KIND,
    metadata: {
      name,
      labels: {
        ...labels,
        [MANAGED_BY_LABEL]: MANAGED_BY_VALUE,
        ...ownerLabels(input.owner),
      },
      annotations: sandboxAnnotations(input),
    },
    spec: { holderIdentity: input.owner.attemptId },
  };
}

/** @returns undefined when nobody has claimed the namespace */
export async function readClaim(
  client: ClusterClient,
  namespace: string,
  signal?: AbortSignal,
): Promise<KubernetesObject | undefined> {
  try {
    return await client.get(claimRef(namespace), signal);
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

/** An annotation of an object. */
export function annotationOf(
  { metadata }: KubernetesObject,
  name: string,
): string | undefined {
  return (metadata.annotations as Record<string, string> | undefined)?.[name];
}

/** Whether the namespace is being cleared. */
export function isEnding(claim: KubernetesObject): boolean {
  return annotationOf(claim, ENDING_SINCE_ANNOTATION) !== undefined;
}

import type { KubernetesObject } from '../../check/types';
import type { ClusterClient } from '../../gateway';
import type { SandboxInfo, SandboxRef } from '../../runtime/types';
import { deleteAll, endRights, hasStatus } from '../endRights';
import {
  ATTEMPT_LABEL,
  BACKEND_BINDING,
  CHECKER_ACCOUNT,
  CHECKER_BINDING,
  ENDING_LEFT_ANNOTATION,
  ENDING_SINCE_ANNOTATION,
  LEARNER_ACCOUNT,
} from '../names';
import { WIPED_KINDS } from '../sandboxKinds';
import { networkPolicies } from '../sandboxNetwork';
import { wipePass } from '../wipePass';
import { CLUSTERS_OWN } from '../wipeSandbox';
import {
  annotationOf,
  CLAIM_NAME,
  claimRef,
  isEnding,
  readClaim,
} from './claim';

/** Also what the profile brought. */
const KINDS = [
  ...WIPED_KINDS,
  ['v1', 'ResourceQuota'],
  ['v1', 'LimitRange'],
] as const;

/** All that stays between two learners, by kind. */
const STAYS: Readonly<Record<string, string>> = {
  ...CLUSTERS_OWN,
  Lease: except(CLAIM_NAME),
  NetworkPolicy: except(
    ...networkPolicies().map(({ metadata }) => metadata.name),
  ),
  RoleBinding: except(BACKEND_BINDING),
};

function except(...names: string[]): string {
  return names.map(name => `metadata.name!=${name}`).join(',');
}

/**
 * Gives a namespace back: takes all rights, deletes everything that a learner
 * or the Academy made there, and then the claim. Each call makes one pass and
 * does not wait for it.
 *
 * @returns true once the namespace is free, or claimed anew
 * @throws ClusterError
 */
export async function releaseNamespace(
  client: ClusterClient,
  { namespace, uid }: Pick<SandboxRef, 'namespace' | 'uid'>,
): Promise<boolean> {
  const claim = await readClaim(client, namespace);
  if (claim?.metadata.uid !== uid) return true;
  if (!isEnding(claim)) {
    await endIdentities(client, namespace);
    await annotate(client, namespace, {
      [ENDING_SINCE_ANNOTATION]: new Date().toISOString(),
    });
  }
  const left = await wipePass({
    client,
    namespace,
    kinds: KINDS,
    select: kind => ({ fieldSelector: STAYS[kind] }),
  });
  if (left.length > 0) {
    const text = left.sort().slice(0, 20).join(', ');
    if (text !== annotationOf(claim, ENDING_LEFT_ANNOTATION)) {
      await annotate(client, namespace, { [ENDING_LEFT_ANNOTATION]: text });
    }
    return false;
  }
  try {
    await client.delete(claimRef(namespace), { uid });
  } catch (error) {
    // 409: another claim has taken its place.
    if (!hasStatus(error, 404, 409)) throw error;
  }
  return true;
}

/** What a portal knows of a namespace that it has claimed. */
export function claimInfo(options: {
  cluster: string;
  namespace: string;
  claim: KubernetesObject;
}): SandboxInfo {
  const { cluster, namespace, claim } = options;
  const { uid, labels, creationTimestamp } = claim.metadata;
  const since = annotationOf(claim, ENDING_SINCE_ANNOTATION);
  const left = annotationOf(claim, ENDING_LEFT_ANNOTATION);
  return {
    cluster,
    namespace,
    uid: uid as string,
    attemptId: labels?.[ATTEMPT_LABEL] ?? '',
    createdAt: new Date(creationTimestamp as string),
    terminating: since !== undefined,
    deletion:
      since === undefined
        ? undefined
        : {
            since: new Date(since),
            conditions: left
              ? [{ type: 'SandboxContentRemaining', message: left }]
              : [],
          },
  };
}

/**
 * Tokens end with their account: those that a learner issued to `default` too,
 * which the cluster makes anew at once.
 */
async function endIdentities(
  client: ClusterClient,
  namespace: string,
): Promise<void> {
  await endRights(client, namespace);
  const accounts = ['default', LEARNER_ACCOUNT, CHECKER_ACCOUNT];
  await deleteAll(client, [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      namespace,
      name: CHECKER_BINDING,
    },
    ...accounts.map(name => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      namespace,
      name,
    })),
  ]);
}

async function annotate(
  client: ClusterClient,
  namespace: string,
  annotations: Record<string, string>,
): Promise<void> {
  await client.patch(claimRef(namespace), { metadata: { annotations } });
}

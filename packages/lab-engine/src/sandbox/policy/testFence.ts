import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { ClusterError, type ClusterClient } from '../../gateway';
import { fenceUntested, policyMissing } from '../messages';

const FENCE_POLICY = 'academy-controller-scope';

/**
 * Tries with `dryRun=All` what the fence must refuse: a namespace outside of
 * the prefix and a label on `kube-system`. A refusal counts only in the name
 * of the policy, because RBAC answers 403 as well.
 *
 * @returns undefined when the fence holds, else why labs must stay off
 * @throws ClusterError when the cluster did not answer
 */
export async function testFence(
  client: ClusterClient,
  signal?: AbortSignal,
): Promise<LocalizedText | undefined> {
  const options = { dryRun: true, signal };
  const attempts = [
    client.create(
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'not-acad-selftest' },
      },
      options,
    ),
    client.patch(
      { apiVersion: 'v1', kind: 'Namespace', name: 'kube-system' },
      { metadata: { labels: { 'academy-selftest': 'true' } } },
      options,
    ),
  ];
  const verdicts = await Promise.all(attempts.map(judge));
  return verdicts.find(Boolean);
}

async function judge(
  attempt: Promise<unknown>,
): Promise<LocalizedText | undefined> {
  try {
    await attempt;
  } catch (error) {
    if (!(error instanceof ClusterError) || error.status !== 403) throw error;
    return error.refusedByPolicy(FENCE_POLICY)
      ? undefined
      : fenceUntested(error.message);
  }
  return policyMissing(FENCE_POLICY);
}

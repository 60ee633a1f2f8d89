import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { ClusterError, type ClusterClient } from '../../gateway';
import { hasStatus } from '../endRights';
import { poolNamespaceUnfit, tooManyRights } from '../messages';
import { MANAGED_BY_LABEL, MANAGED_BY_VALUE } from '../names';
import { namespaceRef } from '../ownedNamespace';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const ENFORCE_VERSION = 'pod-security.kubernetes.io/enforce-version';

/** The fence asks the same of namespaces that the backend makes. */
const WANTED_LABELS: Record<string, (value: string) => boolean> = {
  [MANAGED_BY_LABEL]: value => value === MANAGED_BY_VALUE,
  [ENFORCE]: value => ['baseline', 'restricted'].includes(value),
  [ENFORCE_VERSION]: value => value.startsWith('v1.'),
};

/**
 * Whether the backend is confined to its pool, and the pool is fit for
 * learners. Whether guards are in force is tried in each sandbox.
 *
 * @returns undefined when all is well, else why labs must stay off
 * @throws ClusterError when the cluster did not answer
 */
export async function testPool(
  client: ClusterClient,
  namespaces: string[],
  signal?: AbortSignal,
): Promise<LocalizedText | undefined> {
  const problems = await Promise.all([
    testOutside(client, signal),
    ...namespaces.map(namespace => testNamespace(client, namespace, signal)),
  ]);
  return problems.find(Boolean);
}

async function testOutside(
  client: ClusterClient,
  signal?: AbortSignal,
): Promise<LocalizedText | undefined> {
  const metadata = { name: 'not-acad-selftest' };
  try {
    await client.create(
      { apiVersion: 'v1', kind: 'Namespace', metadata },
      { dryRun: true, signal },
    );
  } catch (error) {
    // By RBAC or by a policy: either keeps it where it belongs.
    if (hasStatus(error, 403)) return undefined;
    throw error;
  }
  return tooManyRights();
}

async function testNamespace(
  client: ClusterClient,
  name: string,
  signal?: AbortSignal,
): Promise<LocalizedText | undefined> {
  try {
    const { metadata } = await client.get(namespaceRef(name), signal);
    const { labels = {} } = metadata;
    const wrong = Object.entries(WANTED_LABELS).find(
      ([label, fits]) => !fits(labels[label] ?? ''),
    );
    return wrong && poolNamespaceUnfit(name, `label ${wrong[0]}`);
  } catch (error) {
    if (!hasStatus(error, 403, 404)) throw error;
    return poolNamespaceUnfit(name, (error as ClusterError).message);
  }
}

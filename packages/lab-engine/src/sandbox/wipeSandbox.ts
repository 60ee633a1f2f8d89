import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterClient } from '../gateway';
import { LabError } from '../runtime/LabError';
import type { SandboxRef } from '../runtime/types';
import { stepTimedOut } from './messages';
import { PROTECTED_LABEL } from './names';
import { ownedNamespace } from './ownedNamespace';
import { WIPED_KINDS } from './sandboxKinds';
import { wipePass } from './wipePass';

const LIMIT_MS = 120_000;
const PASS_INTERVAL_MS = 200;

/** Objects that the cluster itself puts into every namespace. */
export const CLUSTERS_OWN: Readonly<Record<string, string>> = {
  ConfigMap: 'metadata.name!=kube-root-ca.crt',
  ServiceAccount: 'metadata.name!=default',
};

/**
 * Deletes everything but the guards, again and again until a whole pass finds
 * nothing: controllers may create while we delete.
 *
 * @throws LabError `gone`, `conflict` or `timeout`; ClusterError
 */
export async function wipeSandbox(
  client: ClusterClient,
  sandbox: SandboxRef,
  signal?: AbortSignal,
): Promise<void> {
  const { namespace } = sandbox;
  await ownedNamespace(client, sandbox, signal);
  const deadline = performance.now() + LIMIT_MS;
  const labelSelector = `${PROTECTED_LABEL}!=true`;
  for (;;) {
    const left = await wipePass({
      client,
      namespace,
      kinds: WIPED_KINDS,
      select: kind => ({ labelSelector, fieldSelector: CLUSTERS_OWN[kind] }),
      signal,
    });
    if (left.length === 0) return;
    if (performance.now() > deadline) {
      throw new LabError('timeout', stepTimedOut('wipe', left.join(', ')));
    }
    await sleep(PASS_INTERVAL_MS, undefined, { signal });
  }
}

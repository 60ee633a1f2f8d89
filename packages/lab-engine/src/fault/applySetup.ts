import { ClusterError, type ClusterClient } from '../gateway';
import type { AppliedObject, ManifestFile, SandboxRef } from '../runtime/types';
import { ownedNamespace, untilAllowed } from '../sandbox';
import { readManifests, refusal, type PlannedObject } from './readManifests';

/**
 * Applies the manifests of a unit in their order, with the backend's identity
 * inside of the sandbox and under its guards. Repeated, it finds the objects
 * it made before.
 *
 * @throws LabError `gone`, `conflict` or `invalid-manifest`; ClusterError
 */
export async function applySetup(
  client: ClusterClient,
  sandbox: SandboxRef,
  manifests: ManifestFile[],
): Promise<AppliedObject[]> {
  const { namespace } = sandbox;
  const applied: AppliedObject[] = [];
  await ownedNamespace(client, sandbox);
  for (const planned of await readManifests(client, namespace, manifests)) {
    const apply = () =>
      client.apply(planned.object, { namespace, fieldValidation: 'Strict' });
    const { object } = await attempt(planned, () => untilAllowed(apply));
    const { apiVersion, kind } = planned.object;
    const { name, uid } = object.metadata;
    applied.push({ apiVersion, kind, name, uid: uid! });
  }
  return applied;
}

/** Names file and line when the API server refuses a document. */
export async function attempt<T>(
  { file, line }: PlannedObject,
  task: () => Promise<T>,
): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof ClusterError) || error.unanswered) throw error;
    throw refusal(file, line, error.message, error);
  }
}

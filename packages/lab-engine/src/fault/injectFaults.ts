import type { KubernetesObject } from '../check/types';
import type { ClusterClient, ObjectRef } from '../gateway';
import type { JournalEntry, ManifestFile, SandboxRef } from '../runtime/types';
import { ownedNamespace, PROTECTED_LABEL, untilAllowed } from '../sandbox';
import { attempt } from './applySetup';
import { readManifests, refusal, type PlannedObject } from './readManifests';
import { findObject } from './readObjects';

/**
 * Owner of the fields that a fault sets. Learners see it with
 * `--show-managed-fields`: as in a real incident it says that somebody else
 * changed them, and not that this is the fault.
 */
export const FAULT_FIELD_MANAGER = 'release-pipeline';

/**
 * Breaks what the setup made. Before each write the object as it was is
 * recorded; when recording fails nothing is written.
 *
 * A repeated call records what it finds then: who keeps the journal keeps the
 * first entry of each object.
 *
 * @throws LabError `gone`, `conflict` or `invalid-manifest`; ClusterError
 */
export async function injectFaults(
  client: ClusterClient,
  sandbox: SandboxRef,
  manifests: ManifestFile[],
  record: (entry: JournalEntry) => Promise<void>,
): Promise<void> {
  const { namespace } = sandbox;
  await ownedNamespace(client, sandbox);
  for (const planned of await readManifests(client, namespace, manifests)) {
    const { file, object } = planned;
    const { apiVersion, kind } = object;
    const ref = { apiVersion, kind, namespace, name: object.metadata.name };
    const before = await find(client, ref);
    if (before?.metadata.labels?.[PROTECTED_LABEL] === 'true') {
      throw refusal(file, planned.line, 'a fault must not touch the guards');
    }
    await record({ file, apiVersion, kind, name: ref.name, before });
    const write = () => inject(client, ref, planned);
    await attempt(planned, () => untilAllowed(write));
  }
}

async function inject(
  client: ClusterClient,
  ref: ObjectRef,
  { operation, object }: PlannedObject,
): Promise<void> {
  const options = {
    namespace: ref.namespace,
    fieldManager: FAULT_FIELD_MANAGER,
    fieldValidation: 'Strict',
  } as const;
  if (operation === 'apply') {
    await client.apply(object, options);
  } else if (operation === 'patch') {
    await client.patch(ref, object, options);
  } else if (await find(client, ref)) {
    await client.delete(ref);
  }
}

async function find(
  client: ClusterClient,
  ref: ObjectRef,
): Promise<KubernetesObject | null> {
  const object = await findObject(client, ref);
  delete object?.metadata.managedFields;
  return object;
}

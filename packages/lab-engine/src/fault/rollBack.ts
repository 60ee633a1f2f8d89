import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../check/types';
import { ClusterError, type ClusterClient, type ObjectRef } from '../gateway';
import { LabError } from '../runtime/LabError';
import type { JournalEntry, SandboxRef } from '../runtime/types';
import { ownedNamespace, untilAllowed } from '../sandbox';
import { FAULT_FIELD_MANAGER } from './injectFaults';
import { notRestored } from './messages';
import { findObject } from './readObjects';
import { assignedSpec, withoutServerFields } from './serverFields';

const NOT_FOUND = 404;
const INVALID = 422;
/** An object that has to make way for its predecessor. */
const GONE_TIMEOUT_MS = 30_000;
const GONE_INTERVAL_MS = 200;
/** Containers that a fault has started need no longer farewell. */
const GRACE_S = 1;

/**
 * Undoes faults, the last one first. What a fault created is deleted unless
 * somebody else has made it anew since; what it changed or deleted is put back
 * as it was, in place where the API server allows that. An object that is as
 * it was already is not written.
 *
 * @throws LabError `gone`, `conflict` or `timeout`; ClusterError
 */
export async function rollBack(
  client: ClusterClient,
  sandbox: SandboxRef,
  entries: JournalEntry[],
): Promise<void> {
  const { namespace } = sandbox;
  await ownedNamespace(client, sandbox);
  for (const { apiVersion, kind, name, before } of [...entries].reverse()) {
    const ref = { apiVersion, kind, name, namespace };
    // An object that changes, comes or goes meanwhile is looked at again.
    await untilAllowed(
      () => (before ? restore(client, ref, before) : dismiss(client, ref)),
      { also: [NOT_FOUND] },
    );
  }
}

async function dismiss(client: ClusterClient, ref: ObjectRef): Promise<void> {
  const current = await findObject(client, ref);
  if (current && isOfFault(current)) {
    await client.delete(ref, { uid: current.metadata.uid });
  }
}

function isOfFault({ metadata }: KubernetesObject): boolean {
  const managers = metadata.managedFields as { manager?: string }[] | undefined;
  return !!managers?.some(({ manager }) => manager === FAULT_FIELD_MANAGER);
}

async function restore(
  client: ClusterClient,
  ref: ObjectRef,
  before: object,
): Promise<void> {
  const wanted = withoutServerFields(before);
  const { apiVersion, kind, namespace } = ref;
  let current = await findObject(client, ref);
  if (current && !current.metadata.deletionTimestamp) {
    if (isDeepStrictEqual(withoutServerFields(current), wanted)) return;
    if (await replace(client, ref, current, wanted)) return;
    const { uid } = current.metadata;
    await client.delete(ref, { uid, gracePeriodSeconds: GRACE_S });
  }
  const deadline = performance.now() + GONE_TIMEOUT_MS;
  while (current) {
    if (performance.now() > deadline) {
      throw new LabError('timeout', notRestored(`${kind}/${ref.name}`));
    }
    await sleep(GONE_INTERVAL_MS);
    current = await findObject(client, ref);
  }
  await client.create({ ...wanted, apiVersion, kind }, { namespace });
}

/** @returns whether the object is as wanted now; some fields cannot be changed in place */
async function replace(
  client: ClusterClient,
  ref: ObjectRef,
  current: KubernetesObject,
  wanted: KubernetesObject,
): Promise<boolean> {
  const { resourceVersion } = current.metadata;
  const spec = typeof wanted.spec === 'object' && {
    spec: { ...wanted.spec, ...assignedSpec(current) },
  };
  try {
    const { body } = await client.request<KubernetesObject>({
      method: 'PUT',
      path: await client.path(ref),
      body: {
        ...wanted,
        ...spec,
        metadata: { ...wanted.metadata, resourceVersion },
      },
    });
    return isDeepStrictEqual(withoutServerFields(body), wanted);
  } catch (error) {
    if (error instanceof ClusterError && error.status === INVALID) return false;
    throw error;
  }
}

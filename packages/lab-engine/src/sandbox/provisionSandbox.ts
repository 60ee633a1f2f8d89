import type { KubernetesObject } from '../check/types';
import { ClusterError, type ClusterClient } from '../gateway';
import { LabError } from '../runtime/LabError';
import type { ProvisionInput, SandboxRef } from '../runtime/types';
import { policyMissing, sandboxGone, sandboxTaken } from './messages';
import { isTerminating, namespaceRef } from './ownedNamespace';
import { SandboxIdentities } from './SandboxIdentities';
import {
  guardProbe,
  sandboxObjects,
  type SandboxObject,
} from './sandboxObjects';
import { untilAllowed } from './untilAllowed';

const GUARD_POLICY = 'academy-guard-services';

/** A sandbox that the learner's token can use. */
export interface ProvisionedSandbox {
  ref: SandboxRef;
  identities: SandboxIdentities;
}

/**
 * Makes a sandbox, or completes one: every object is applied, none is assumed.
 * Five requests follow each other (namespace, own binding, account and Secret,
 * token, first use); all others run beside them.
 *
 * @throws LabError `gone`, `conflict` or `fence-missing`; ClusterError
 */
export async function provisionSandbox(
  client: ClusterClient,
  input: ProvisionInput,
  signal?: AbortSignal,
): Promise<ProvisionedSandbox> {
  const { namespace, cluster } = input;
  const objects = sandboxObjects(input);
  const uid = await claimNamespace(client, objects.namespace, signal);
  const identities = SandboxIdentities.create({ client, namespace });
  const apply = (object: SandboxObject) =>
    untilAllowed(() => client.apply(object, { namespace, signal }), { signal });

  const bindings = handled(Promise.all(objects.bindings.map(apply)));
  await apply(objects.ownBinding);

  const learner = handled(
    Promise.all([
      bindings,
      apply(objects.learner),
      untilAllowed(() => identities.bindSecret(signal), { signal }),
    ]),
  );
  const guards = handled(
    Promise.all([
      ...objects.guards.map(apply),
      assertGuarded(client, namespace, signal),
    ]),
  );
  const firstUse = learner.then(() =>
    untilAllowed(
      () => identities.learner.get(namespaceRef(namespace), signal),
      // 401: the token is younger than what the authenticator knows.
      { signal, also: [401] },
    ),
  );
  const quotas = Promise.all([learner, guards]).then(() =>
    Promise.all(objects.quotas.map(apply)),
  );
  await Promise.all([firstUse, quotas]);
  return { ref: { cluster, namespace, uid }, identities };
}

/** @returns the namespace's uid */
async function claimNamespace(
  client: ClusterClient,
  namespace: SandboxObject,
  signal?: AbortSignal,
): Promise<string> {
  let found: KubernetesObject;
  try {
    found = (await client.apply(namespace, { signal })).object;
  } catch (error) {
    // The fence guards the namespaces of others, also those of another attempt.
    if (error instanceof ClusterError && error.refusedByPolicy()) {
      const text = sandboxTaken(namespace.metadata.name);
      throw new LabError('conflict', text, { cause: error });
    }
    throw error;
  }
  if (isTerminating(found)) throw new LabError('gone', sandboxGone());
  return found.metadata.uid as string;
}

/** Fail closed: no learner enters a sandbox that the guards do not protect. */
async function assertGuarded(
  client: ClusterClient,
  namespace: string,
  signal?: AbortSignal,
): Promise<void> {
  const probe = () =>
    client.create(guardProbe(), { namespace, dryRun: true, signal });
  try {
    await untilAllowed(probe, { signal });
  } catch (error) {
    if (error instanceof ClusterError && error.refusedByPolicy(GUARD_POLICY)) {
      return;
    }
    throw error;
  }
  throw new LabError('fence-missing', policyMissing(GUARD_POLICY));
}

/** Its rejection is reported where it is awaited, be that never. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

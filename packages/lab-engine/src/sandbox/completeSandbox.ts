import { ClusterError, type ClusterClient } from '../gateway';
import { LabError } from '../runtime/LabError';
import { policyMissing } from './messages';
import { namespaceRef } from './ownedNamespace';
import { SandboxIdentities } from './SandboxIdentities';
import type { SandboxObject } from './SandboxObject';
import { guardProbe, type SandboxObjects } from './sandboxObjects';
import { untilAllowed } from './untilAllowed';

const GUARD_POLICY = 'academy-guard-services';

/** A namespace that is ours, and what belongs into it. */
export interface CompleteSandboxOptions {
  /** Acts as the backend. */
  client: ClusterClient;
  namespace: string;
  objects: SandboxObjects;
  /** Absent where the backend has its rights from the cluster's administrator. */
  ownBinding?: SandboxObject;
  signal?: AbortSignal;
}

/**
 * Makes a namespace a sandbox, or completes one: every object is applied, none
 * is assumed. Four requests follow each other (own binding, account and Secret,
 * token, first use); all others run beside them.
 *
 * @throws LabError `fence-missing`; ClusterError
 */
export async function completeSandbox(
  options: CompleteSandboxOptions,
): Promise<SandboxIdentities> {
  const { client, namespace, objects, ownBinding, signal } = options;
  const identities = SandboxIdentities.create({ client, namespace });
  const apply = (object: SandboxObject) =>
    untilAllowed(() => client.apply(object, { namespace, signal }), { signal });

  const bindings = handled(Promise.all(objects.bindings.map(apply)));
  if (ownBinding) await apply(ownBinding);

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
  const quotas = Promise.all([learner, guards]).then(() =>
    Promise.all(objects.quotas.map(apply)),
  );
  await Promise.all([
    learner.then(() => firstUse(identities, namespace, signal)),
    quotas,
  ]);
  return identities;
}

/** Waits until the API server knows the learner. */
export function firstUse(
  identities: SandboxIdentities,
  namespace: string,
  signal?: AbortSignal,
): Promise<unknown> {
  return untilAllowed(
    () => identities.learner.get(namespaceRef(namespace), signal),
    // 401: the token is younger than what the authenticator knows.
    { signal, also: [401] },
  );
}

/**
 * Fail closed: no learner enters a sandbox that the guards do not protect.
 *
 * @throws LabError `fence-missing`; ClusterError
 */
export async function assertGuarded(
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

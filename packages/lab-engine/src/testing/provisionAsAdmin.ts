import type { ClusterClient } from '../gateway';
import type { ProvisionInput } from '../runtime/types';
import {
  namespaceRef,
  SandboxIdentities,
  sandboxObjects,
  untilAllowed,
  type SandboxObject,
} from '../sandbox';

/**
 * The objects of a sandbox applied by an administrator who needs no rights
 * first, until the learner's token is accepted: what `provisionSandbox` is
 * measured against.
 *
 * @param admin - exempt from the guards, as accounts of `kube-system` are
 */
export async function provisionAsAdmin(
  admin: ClusterClient,
  input: Pick<ProvisionInput, 'namespace' | 'owner' | 'expiresAt'>,
): Promise<void> {
  const { namespace } = input;
  const objects = sandboxObjects(input);
  const identities = SandboxIdentities.create({ client: admin, namespace });
  const apply = (object: SandboxObject) =>
    untilAllowed(() => admin.apply(object, { namespace }));
  await admin.apply(objects.namespace);
  await Promise.all([
    apply(objects.ownBinding),
    identities.bindSecret(),
    apply(objects.learner),
    ...[...objects.bindings, ...objects.guards].map(apply),
  ]);
  await Promise.all([
    untilAllowed(() => identities.learner.get(namespaceRef(namespace)), {
      also: [401],
    }),
    ...objects.quotas.map(apply),
  ]);
}

import type { Actor } from '@kubernetes-academy/backstage-plugin-academy-common';
import { LEARNER_ACCOUNT } from '../../../sandbox/names';
import type { BoundResource } from '../../bindResources';
import { evidenceOfBinding } from '../../evidence';
import type { CheckEvaluation } from '../../judge';
import { notFoundMessage } from '../../messages';
import type { ObjectKind, ObjectSubscription } from '../../types';

const ACCOUNT: ObjectKind = { apiVersion: 'v1', kind: 'ServiceAccount' };
const RBAC = 'rbac.authorization.k8s.io/v1';

/** What decides inside of a sandbox who may do what. */
export const RIGHTS: ObjectKind[] = [
  { apiVersion: RBAC, kind: 'Role' },
  { apiVersion: RBAC, kind: 'RoleBinding' },
  ACCOUNT,
];

/** The account that acts, as it is now. */
export function boundActor(
  actor: Actor,
  objects: Pick<ObjectSubscription, 'read'>,
): BoundResource {
  const name = actor === 'learner' ? LEARNER_ACCOUNT : actor.serviceAccount;
  const read = objects.read(ACCOUNT);
  const accounts = read.state === 'synced' ? read.objects : [];
  return {
    name: 'actor',
    binding: { ...ACCOUNT, name },
    objects: accounts.filter(({ metadata }) => metadata.name === name),
  };
}

/** Nobody can act as an account that is not there. */
export function missingActor(
  actor: Actor,
  objects: Pick<ObjectSubscription, 'read'>,
  now: Date,
): CheckEvaluation | undefined {
  const bound = boundActor(actor, objects);
  if (actor === 'learner' || bound.objects.length > 0) return undefined;
  return {
    outcome: 'notYet',
    message: notFoundMessage(ACCOUNT.kind, actor.serviceAccount),
    evidence: [evidenceOfBinding(bound, now)],
  };
}

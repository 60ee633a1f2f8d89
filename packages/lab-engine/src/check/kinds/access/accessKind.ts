import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { evidenceOf } from '../../evidence';
import {
  askingKind,
  boundActor,
  missingActor,
  RIGHTS,
  type Question,
} from '../asking';
import type { CheckContext } from '../types';

const REVIEW = {
  apiVersion: 'authorization.k8s.io/v1',
  kind: 'SelfSubjectAccessReview',
};

interface ReviewStatus {
  allowed: boolean;
  evaluationError?: string;
}

function createQuestion(check: Check, context: CheckContext): Question {
  const { as: actor, allowed, ...attributes } = check.access!;
  const client = context.as(actor);

  const ask: Question['ask'] = async (objects, { now, signal }) => {
    const { group, resource } = attributes;
    // A review of nodes that names a namespace would ask about bindings there,
    // which give nobody a right to any node.
    const isClusterScoped =
      (await client.isNamespaced(group, resource)) === false;
    const namespace = isClusterScoped ? undefined : context.namespace;
    const spec = { resourceAttributes: { namespace, ...attributes } };
    const { body } = await client.request<{ status: ReviewStatus }>({
      method: 'POST',
      path: await client.path(REVIEW),
      body: { ...REVIEW, spec },
      idempotent: true,
      signal,
    });
    const { status } = body;
    if (!status.allowed && isIncomplete(status)) {
      throw new Error(status.evaluationError);
    }
    const holds = status.allowed === allowed;
    const evidence = evidenceOf([boundActor(actor, objects)], now, {
      observed: words(status.allowed),
      want: words(allowed),
    });
    return holds
      ? { outcome: 'passed', evidence }
      : { outcome: 'notYet', message: check.message, evidence };
  };

  return {
    kinds: RIGHTS,
    matters: objects => objects,
    precondition: (objects, now) => missingActor(actor, objects, now),
    ask,
  };
}

/** A binding whose role is missing grants nothing, which is an answer; any other error is none. */
function isIncomplete({ evaluationError = '' }: ReviewStatus): boolean {
  return evaluationError !== '' && !evaluationError.includes('not found');
}

function words(allowed: boolean): string {
  return allowed ? 'allowed' : 'denied';
}

/** Whether somebody may do something, by SelfSubjectAccessReview with the actor's own token. */
export const accessKind = askingKind('access', createQuestion);

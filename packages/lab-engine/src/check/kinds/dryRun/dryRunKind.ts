import type { Check } from '@kubernetes-academy/backstage-plugin-academy-common';
import { matchesPattern } from '../../../cel';
import { ClusterError, type ClusterClient } from '../../../gateway';
import type { ManifestObject } from '../../../manifest';
import { applyStrictly } from '../../../runtime/applyStrictly';
import { quotaStatusIsUnknown, untilAllowed } from '../../../sandbox';
import { distinctKinds } from '../../distinctKinds';
import { evidenceOf } from '../../evidence';
import type { ObjectKind } from '../../types';
import { askingKind, missingActor, RIGHTS, type Question } from '../asking';
import type { CheckContext } from '../types';
import { readManifest } from './readManifest';

/** Inside of a sandbox, these decide whether the API server takes an object. */
const LIMITS: ObjectKind[] = [
  { apiVersion: 'v1', kind: 'ResourceQuota' },
  { apiVersion: 'v1', kind: 'LimitRange' },
];

const REFUSAL_LENGTH = 300;

/** What the API server says to the object. */
type Answer = 'accepted' | ClusterError;

/** Creates what is not there, as `kubectl create` does: rights and quotas tell it from a change. */
async function dryRun(
  object: ManifestObject,
  options: {
    exists: boolean;
    client: ClusterClient;
    namespace: string;
    signal: AbortSignal;
  },
): Promise<Answer> {
  const { exists, client, ...rest } = options;
  const write = { ...rest, dryRun: true };
  const create = () =>
    client.create(object, { ...write, fieldValidation: 'Strict' });
  try {
    await (exists
      ? applyStrictly(object, { ...write, client })
      : untilAllowed(create, { ...rest, only: quotaStatusIsUnknown }));
    return 'accepted';
  } catch (error) {
    if (error instanceof ClusterError && isRefusal(error)) return error;
    throw error;
  }
}

/** The API server has judged the object; anything else says nothing about it. */
function isRefusal({ status, message }: ClusterError): boolean {
  return (
    [400, 403, 409, 413, 422].includes(status) ||
    // A field of the wrong type, as server-side apply puts it.
    message.startsWith('failed to create typed patch object')
  );
}

function judge(
  check: Check,
  answer: Answer,
): { holds: boolean; observed: string } {
  const { expect, reason } = check.dryRun!;
  if (answer === 'accepted') {
    return { holds: expect === 'accepted', observed: answer };
  }
  const observed = `rejected: ${answer.message}`.slice(0, REFUSAL_LENGTH);
  // Refused for another reason proves nothing about the wanted one.
  const holds =
    expect === 'rejected' && matchesPattern(reason!, answer.message);
  return { holds, observed };
}

function createQuestion(check: Check, context: CheckContext): Question {
  const { file, as: actor, expect } = check.dryRun!;
  const { namespace } = context;
  const client = context.as(actor);
  const object = readManifest(file, context);
  const { apiVersion, kind } = object;
  const { name } = object.metadata;
  const own = { apiVersion, kind };
  const isOwn = (other: ObjectKind) =>
    other.apiVersion === apiVersion && other.kind === kind;
  const others = [...RIGHTS, ...LIMITS];

  const ask: Question['ask'] = async (objects, { now, signal }) => {
    const read = objects.read(own);
    const existing = (read.state === 'synced' ? read.objects : []).filter(
      ({ metadata }) => metadata.name === name,
    );
    const exists = existing.length > 0;
    const write = { exists, client, namespace, signal };
    const answer = await dryRun(object, write);
    const { holds, observed } = judge(check, answer);
    const evidence = evidenceOf(
      [{ name, binding: { ...own, name }, objects: existing }],
      now,
      { observed, want: expect },
    );
    return holds
      ? { outcome: 'passed', evidence }
      : { outcome: 'notYet', message: check.message, evidence };
  };

  return {
    kinds: distinctKinds([own, ...others]),
    matters: (objects, of) =>
      // Other objects of the manifest's kind count only by the quotas.
      isOwn(of) && !others.some(isOwn)
        ? objects.filter(({ metadata }) => metadata.name === name)
        : objects,
    precondition: (objects, now) => missingActor(actor, objects, now),
    ask,
  };
}

/** What the API server says to a manifest of the unit, without storing it. */
export const dryRunKind = askingKind('dryRun', createQuestion);

import type { AppliedObject } from '@kubernetes-academy/backstage-plugin-academy-node';
import { OBJECT_TABLE, type ObjectRow } from '../tables';
import type { Claim, Db } from '../types';
import { lockAttempt } from './lockAttempt';

/** An object that setup, faults or solution of a scenario name. */
export interface ScenarioObject {
  apiVersion: string;
  kind: string;
  name: string;
  /** Which one counts; any of that name when absent. */
  uid?: string;
  /** Before the faults; null where there was none. */
  healthy: object | null;
  /** After the faults. */
  broken: object | null;
  /** At the pass or the end; undefined before, and if it could not be read. */
  left?: object | null;
}

/**
 * Writes down what a scenario starts with, in place of an earlier round.
 *
 * @throws Error when the claim was lost.
 */
export async function recordObjects(
  options: Db & { claim: Claim; objects: ScenarioObject[] },
): Promise<void> {
  const { knex, claim, objects } = options;
  await knex.transaction(async trx => {
    const holder = await lockAttempt({
      trx,
      where: { id: claim.id, fencing_token: claim.fencingToken },
    });
    if (!holder || holder.endedAt) {
      throw new Error(`Attempt ${claim.id} is no longer held by this worker`);
    }
    await trx(OBJECT_TABLE).where({ attempt_id: claim.id }).delete();
    for (const object of objects) {
      await trx<ObjectRow>(OBJECT_TABLE).insert({
        attempt_id: claim.id,
        api_version: object.apiVersion,
        kind: object.kind,
        name: object.name,
        uid: object.uid ?? null,
        healthy: toText(object.healthy),
        broken: toText(object.broken),
      });
    }
  });
}

/** Keeps what is left of the objects; what was read first stays. */
export async function recordLeft(
  options: Db & {
    attemptId: string;
    objects: ScenarioObject[];
    /** In the order of the objects. */
    left: (object | null)[];
  },
): Promise<void> {
  const { knex, attemptId, objects, left } = options;
  await knex.transaction(async trx => {
    for (const [index, { apiVersion, kind, name }] of objects.entries()) {
      await trx<ObjectRow>(OBJECT_TABLE)
        .where({
          attempt_id: attemptId,
          api_version: apiVersion,
          kind,
          name,
        })
        .whereNull('left_at')
        .update({ left_behind: toText(left[index]), left_at: new Date() });
    }
  });
}

/** The objects of a scenario; none before its fault is injected, and in a lab. */
export async function listObjects(
  options: Db & { attemptId: string },
): Promise<ScenarioObject[]> {
  const rows = await options
    .knex<ObjectRow>(OBJECT_TABLE)
    .where({ attempt_id: options.attemptId })
    .orderBy(['kind', 'name', 'api_version']);
  return rows.map(row => ({
    apiVersion: row.api_version,
    kind: row.kind,
    name: row.name,
    uid: row.uid ?? undefined,
    healthy: toObject(row.healthy),
    broken: toObject(row.broken),
    left: row.left_at === null ? undefined : toObject(row.left_behind),
  }));
}

/** Objects of which another one of the same name does not count. */
export function pinsOf(objects: ScenarioObject[]): AppliedObject[] {
  return objects.flatMap(({ apiVersion, kind, name, uid }) =>
    uid ? [{ apiVersion, kind, name, uid }] : [],
  );
}

function toText(object: object | null): string | null {
  return object && JSON.stringify(object);
}

function toObject(text: string | null): object | null {
  return text === null ? null : JSON.parse(text);
}

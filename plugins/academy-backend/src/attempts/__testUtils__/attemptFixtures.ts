import type { TestDatabases } from '@backstage/backend-test-utils';
import type {
  Verdict,
  VerdictOutcome,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { MIGRATIONS_DIRECTORY } from '../../database';
import {
  claimAttempts,
  createAttempt,
  findAttempt,
  transitionAttempt,
  type RequestedAttempt,
} from '../operations';
import type { Lifetimes } from '../lifetimes';
import type { Attempt } from '../types';

export const MINA = 'user:default/mina';
export const JOON = 'user:default/joon';
export const LAB = 'basics/start/deploy';

/** Room for whatever a test wants. */
export const PLACES = new Map([['dev', 50]]);
const TTL_MS = 60_000;

/** Long enough for every test. */
export const LIFETIMES: Lifetimes = {
  ttlMs: TTL_MS,
  idleMs: TTL_MS,
  hardLimitMs: 4 * TTL_MS,
  extensionMs: TTL_MS / 2,
};

/** An empty database with all tables. */
export async function migratedDatabase(
  databases: TestDatabases,
  id: Parameters<TestDatabases['init']>[0],
): Promise<Knex> {
  const knex = await databases.init(id);
  await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
  return knex;
}

/** A request for a lab, by default of Mina. */
export function requested(
  overrides: Partial<RequestedAttempt> = {},
): RequestedAttempt {
  const id = randomUUID();
  return {
    id,
    userRef: MINA,
    unitId: LAB,
    contentHash: 'v1',
    cluster: 'dev',
    namespace: `acad-deploy-${id.slice(0, 8)}`,
    expiresAt: new Date(Date.now() + TTL_MS),
    seed: 'seed',
    ...overrides,
  };
}

/** Adds an attempt in state `requested`. */
export async function insertAttempt(
  knex: Knex,
  overrides: Partial<RequestedAttempt> = {},
): Promise<string> {
  const attempt = requested(overrides);
  await knex.transaction(trx =>
    createAttempt({ trx, attempt, perLearner: 100 }),
  );
  return attempt.id;
}

/** Claims for one worker what is there to claim. */
export async function claim(
  knex: Knex,
  owner: string,
  options: { leaseMs?: number; places?: Map<string, number> } = {},
): Promise<Attempt[]> {
  const { leaseMs, places = PLACES } = options;
  return claimAttempts({
    knex,
    owner,
    places,
    held: [],
    lifetimes: LIFETIMES,
    leaseMs,
  });
}

/** An attempt that a worker has made ready. */
export async function readyAttempt(
  knex: Knex,
  overrides: Partial<RequestedAttempt> = {},
): Promise<Attempt> {
  const id = await insertAttempt(knex, overrides);
  const [attempt] = await claim(knex, 'worker');
  await transitionAttempt({
    knex,
    claim: attempt,
    from: 'provisioning',
    to: 'ready',
    set: { sandboxUid: `uid-${id}`, readyAt: new Date(), dirty: true },
  });
  return (await findAttempt({ knex, id }))!;
}

/** A verdict as a check session reports it. */
export function verdict(checkId: string, outcome: VerdictOutcome): Verdict {
  const at = new Date().toISOString();
  return {
    checkId,
    outcome,
    evidence: [{ apiVersion: 'v1', kind: 'Pod', name: checkId, at }],
    since: at,
  };
}

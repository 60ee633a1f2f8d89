import type { Knex } from 'knex';
import { eventually } from '../../__testUtils__/eventually';
import { kubectl, testCluster } from '../../__testUtils__/testCluster';
import { findAttempt, readEvents } from '../../operations';
import { FAULT_JOURNAL_TABLE, type FaultJournalRow } from '../../tables';
import type { Life } from './liveThrough';
import { contains, type KillScenario } from './scenarios';

/** More events than any life has. */
const ALL_EVENTS = 10_000;

/**
 * What must not be left or written after a life, read from the database and
 * the cluster.
 *
 * @throws Error with what is wrong
 */
export async function inspectTraces(options: {
  knex: Knex;
  life: Life;
  scenario: KillScenario;
}): Promise<void> {
  const { knex, life, scenario } = options;
  const { id } = life;
  await eventually(async () => {
    const attempt = await findAttempt({ knex, id });
    return attempt?.sandboxGoneAt !== undefined;
  });
  await inspectEvents(knex, life);
  await inspectJournal(knex, life, scenario);
}

async function inspectEvents(knex: Knex, life: Life): Promise<void> {
  const { id: attemptId, resets, repairedAt } = life;
  const events = await readEvents({
    knex,
    attemptId,
    after: 0,
    limit: ALL_EVENTS,
  });
  const states = events.flatMap(event =>
    event.type === 'state' ? [{ at: event.at, state: event.state }] : [],
  );
  const count = (state: string) =>
    states.filter(event => event.state === state).length;
  const passedAt = states.find(({ state }) => state === 'passed')?.at;
  expectThat(count('ready') === 1 + resets, 'ready more than once', states);
  // Once by its checks, once more with the words of its end.
  expectThat(count('passed') === 2, 'not passed exactly once', states);
  expectThat(
    Date.parse(passedAt!) >= repairedAt,
    'passed before it was repaired',
    states,
  );
}

/** Each fault stands in the journal once for each time it was put in, with what was healthy. */
async function inspectJournal(
  knex: Knex,
  { id, namespace }: Life,
  { faults }: KillScenario,
): Promise<void> {
  const rows = await knex<FaultJournalRow>(FAULT_JOURNAL_TABLE).where({
    attempt_id: id,
  });
  for (const fault of faults) {
    const { kind, metadata } = fault;
    const own = rows.filter(
      row => row.kind === kind && row.name === metadata.name,
    );
    const open = own.filter(row => row.reverted_at === null);
    expectThat(open.length <= 1, `${namespace}: double fault`, own);
    const twice = own.find(
      ({ before }) => before && contains(JSON.parse(before), fault),
    );
    expectThat(!twice, `${namespace}: a fault on top of a fault`, own);
  }
}

/** Names of the namespaces that a portal has on the cluster. */
export async function namespacesOf(instance: string): Promise<string[]> {
  const { adminKubeconfig } = testCluster();
  const args = [
    'get',
    'namespaces',
    '-l',
    `kubernetes-academy.io/instance=${instance}`,
    '-o',
    'name',
  ];
  return eventually(async () => {
    const { code, stdout } = await kubectl(adminKubeconfig, args);
    return code === 0 && stdout.split('\n').filter(Boolean);
  });
}

function expectThat(holds: boolean, what: string, found: unknown): void {
  if (!holds) {
    throw new Error(`${what}: ${JSON.stringify(found)}`);
  }
}

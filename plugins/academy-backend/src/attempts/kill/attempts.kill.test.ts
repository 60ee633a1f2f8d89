import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import createKnex, { type Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { KillCluster } from './__testUtils__/KillCluster';
import { Lane } from './__testUtils__/Lane';
import { CONNECTIONS } from './__testUtils__/weather';

/** Rounds over all databases; a full run has 200. */
const ROUNDS = Number(process.env.ACADEMY_KILL_ROUNDS ?? 8);
const SEED = process.env.ACADEMY_KILL_SEED ?? randomBytes(4).toString('hex');
/** Nothing should take so long; a round ends by itself long before. */
const ROUND_LIMIT_MS = 5 * 60_000;

jest.setTimeout(ROUNDS * ROUND_LIMIT_MS);

/** Past jest's reporter, as it happens. */
const say = (text: string) => process.stderr.write(`${text}\n`);

describe('attempts', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_15'] });
  const files = createMockDirectory();
  const lanes: Lane[] = [];
  let cluster: KillCluster;
  let sqlite: Knex;

  beforeAll(async () => {
    cluster = await KillCluster.start();
    const file: Knex.Config = {
      client: 'better-sqlite3',
      connection: { filename: files.resolve('academy.sqlite') },
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    };
    files.addContent({});
    sqlite = createKnex(file);
    const postgres = await databases.init('POSTGRES_15');
    const { client, connection } = postgres.client.config;
    const server: Knex.Config = {
      client,
      connection: { ...connection, application_name: CONNECTIONS },
    };
    const common = { cluster, seed: SEED };
    lanes.push(
      Lane.create({ name: 'SQLite', knex: sqlite, database: file, ...common }),
      Lane.create({
        name: 'PostgreSQL',
        knex: postgres,
        database: server,
        ...common,
      }),
    );
  });

  afterAll(async () => {
    await Promise.all(lanes.map(lane => lane.stop()));
    await sqlite?.destroy();
    await cluster?.stop();
  });

  it(`survive ${ROUNDS} rounds of kills: nothing orphaned, lost, done twice or passed falsely`, async () => {
    say(`Seed ${SEED}: ACADEMY_KILL_SEED repeats the draw`);
    const failures: string[] = [];
    const notReached: string[] = [];
    let round = 0;
    let killed = 0;
    await Promise.all(
      lanes.map(async lane => {
        while (round < ROUNDS) {
          round += 1;
          const name = `${round}/${ROUNDS} ${lane.name}`;
          const played = await lane.play();
          killed += played.killed;
          notReached.push(...played.notReached);
          failures.push(...played.failures.map(text => `${name}: ${text}`));
          say(
            `${name}: ${played.happening.join(', ')}; ${
              played.killed
            } killed, ${played.seconds} s, ${
              played.failures.join(' | ') || 'ok'
            }`,
          );
        }
      }),
    );
    say(
      `${ROUNDS} rounds, ${killed} portals killed, ${
        notReached.length
      } points not reached (${notReached.join(', ')}), ${
        failures.length
      } failures`,
    );
    expect(failures).toEqual([]);
    expect(killed).toBeGreaterThan(0);
  });
});

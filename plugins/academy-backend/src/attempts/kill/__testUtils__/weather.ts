import type { Knex } from 'knex';
import { setTimeout as delay } from 'node:timers/promises';
import type { KillCluster } from './KillCluster';
import { POINTS, type Death } from './points';
import type { PortalKeeper } from './PortalKeeper';
import type { Random } from './Random';

/** What happens to the machinery while learners are at work. */
export type Event =
  | ({ kind: 'death' } & Death)
  | { kind: 'kill' | 'etcd' | 'kube-apiserver' | 'cut'; afterMs: number };

/** Lives take about this long; what comes later meets their end. */
const WITHIN_MS = 20_000;
/** Transactions of a life, roughly. */
const COMMITS = 25;
/** How long no connection to the database survives. */
const CUT_MS = 2_000;
const CUT_STEP_MS = 50;

/** The application name of the portal's connections. */
export const CONNECTIONS = 'academy-kill';

/** Deaths among the first events, so that a short run has all kinds. */
const EARLY = 6;

/** Every kind of event, each point of a life once; all kinds are among the first. */
export function events(
  random: Random,
  database: 'SQLite' | 'PostgreSQL',
): Event[] {
  const others: Event['kind'][] = ['kill', 'kill', 'etcd', 'kube-apiserver'];
  if (database === 'PostgreSQL') {
    others.push('cut', 'cut');
  }
  const deaths = random.shuffle(POINTS).map((point): Event => {
    const most = point.startsWith('commit') ? COMMITS : 2;
    return { kind: 'death', point, nth: 1 + random.next(most) };
  });
  const [early, late] = [deaths.slice(0, EARLY), deaths.slice(EARLY)];
  const timed = others.map(
    kind => ({ kind, afterMs: random.next(WITHIN_MS) } as Event),
  );
  return [...random.shuffle([...timed, ...early]), ...late];
}

/** For people. */
export function describeEvent(event: Event): string {
  return event.kind === 'death'
    ? `${event.point}#${event.nth}`
    : `${event.kind}@${event.afterMs}ms`;
}

/** Lets events happen; settles once all that have a time are over. */
export async function unleash(options: {
  happening: Event[];
  keeper: PortalKeeper;
  cluster: KillCluster;
  knex: Knex;
  signal: AbortSignal;
}): Promise<void> {
  const { happening, keeper, cluster, knex, signal } = options;
  keeper.sentence(
    happening.flatMap(event => (event.kind === 'death' ? [event] : [])),
  );
  await Promise.all(
    happening.map(async event => {
      if (event.kind === 'death') {
        return;
      }
      try {
        await delay(event.afterMs, undefined, { signal });
      } catch {
        return;
      }
      switch (event.kind) {
        case 'kill':
          keeper.kill();
          break;
        case 'cut':
          await cutConnections(knex);
          break;
        default:
          cluster.kill(event.kind);
      }
    }),
  );
}

/** Ends every connection of the portal to PostgreSQL, and those that follow. */
async function cutConnections(knex: Knex): Promise<void> {
  for (let waited = 0; waited < CUT_MS; waited += CUT_STEP_MS) {
    await knex('pg_stat_activity')
      .where({ application_name: CONNECTIONS })
      .select(knex.raw('pg_terminate_backend(pid)'));
    await delay(CUT_STEP_MS);
  }
}

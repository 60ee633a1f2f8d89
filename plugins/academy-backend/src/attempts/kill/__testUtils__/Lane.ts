import type { Knex } from 'knex';
import type { KillCluster } from './KillCluster';
import { KillLearner } from './KillLearner';
import { liveThrough } from './liveThrough';
import { PortalKeeper } from './PortalKeeper';
import { Random } from './Random';
import { killScenarios } from './scenarios';
import { inspectTraces, namespacesOf } from './traces';
import { describeEvent, events, unleash, type Event } from './weather';

/** Events of a round: the second one meets what the first one left. */
const EVENTS_PER_ROUND = 2;
const MOST_RESETS = 1;

/** What a round was like. */
export interface Round {
  happening: string[];
  /** Points that the lives of this round never came to. */
  notReached: string[];
  killed: number;
  failures: string[];
  seconds: number;
}

/** One database with its portal, on which rounds are played. */
export class Lane {
  readonly name: 'SQLite' | 'PostgreSQL';
  readonly #knex: Knex;
  readonly #cluster: KillCluster;
  readonly #keeper: PortalKeeper;
  readonly #instance: string;
  readonly #random: Random;
  readonly #scenarios = killScenarios();
  #deck: Event[] = [];
  #learners = 0;

  static create(options: LaneOptions): Lane {
    return new Lane(options);
  }

  private constructor(options: LaneOptions) {
    const { name, knex, cluster, database, seed } = options;
    this.name = name;
    this.#knex = knex;
    this.#cluster = cluster;
    this.#instance = `kill-${name.toLowerCase()}-${seed}`;
    this.#random = new Random(`${name}/${seed}`);
    this.#keeper = PortalKeeper.create({
      instance: this.#instance,
      database,
    });
  }

  /** A learner in every scenario of the challenge, and what happens meanwhile. */
  async play(): Promise<Round> {
    const startedAt = Date.now();
    const killed = this.#keeper.killed;
    const happening = this.#draw();
    const over = new AbortController();
    const { signal } = over;
    const weather = unleash({
      happening,
      keeper: this.#keeper,
      cluster: this.#cluster,
      knex: this.#knex,
      signal,
    });
    const lives = await Promise.allSettled(
      this.#scenarios.map(scenario => this.#live(scenario)),
    );
    over.abort();
    await weather;
    const notReached = this.#keeper.pending.map(death =>
      describeEvent({ kind: 'death', ...death }),
    );
    this.#keeper.sentence([]);
    return {
      happening: happening.map(describeEvent),
      notReached,
      killed: this.#keeper.killed - killed,
      failures: [
        ...lives.flatMap(life =>
          life.status === 'rejected' ? [String(life.reason)] : [],
        ),
        ...this.#keeper.crashes.splice(0),
        ...(await namespacesOf(this.#instance)).map(name => `${name} is left`),
      ],
      seconds: Math.round((Date.now() - startedAt) / 1000),
    };
  }

  async stop(): Promise<void> {
    await this.#keeper.stop();
  }

  async #live(scenario: ReturnType<typeof killScenarios>[number]) {
    this.#learners += 1;
    const userRef = `user:default/learner-${this.#learners}`;
    const learner = new KillLearner(this.#keeper, userRef);
    const resets = this.#random.next(MOST_RESETS + 1);
    const life = await liveThrough({ learner, scenario, resets });
    await inspectTraces({ knex: this.#knex, life, scenario });
  }

  #draw(): Event[] {
    if (this.#deck.length < EVENTS_PER_ROUND) {
      this.#deck = events(this.#random, this.name);
    }
    return this.#deck.splice(0, EVENTS_PER_ROUND);
  }
}

/** What a {@link Lane} works with. */
export interface LaneOptions {
  name: 'SQLite' | 'PostgreSQL';
  /** The test's own connection to the database. */
  knex: Knex;
  /** How the portal connects to it. */
  database: Knex.Config;
  cluster: KillCluster;
  seed: string;
}

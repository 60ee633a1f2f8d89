import type { Knex } from 'knex';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Death } from './points';
import type { Order } from './portalToKill';

/** Lines of output that are kept to explain an end nobody asked for. */
const LAST_LINES = 40;

/** Starts that may fail in a row: without a database there is no start. */
const MOST_FAILED_STARTS = 10;

/** A portal in a process of its own. */
interface Portal {
  child: ChildProcess;
  output: string[];
}

/**
 * One portal that is always there: whenever its process ends, the next one
 * starts on the same database. One more is kept loaded, so that this is quick.
 */
export class PortalKeeper {
  /** Ends of processes that were not a SIGKILL. */
  readonly crashes: string[] = [];
  /** Processes killed so far, by themselves or by `kill`. */
  killed = 0;
  readonly #options: { instance: string; database: Knex.Config };
  readonly #deaths: Death[] = [];
  #spare: Portal;
  #current!: Portal;
  #url!: Promise<string>;
  #failedStarts = 0;
  #shot = false;
  #stopped = false;

  static create(options: {
    instance: string;
    database: Knex.Config;
  }): PortalKeeper {
    return new PortalKeeper(options);
  }

  private constructor(options: { instance: string; database: Knex.Config }) {
    this.#options = options;
    this.#spare = spawnPortal();
    this.#next();
  }

  /** Where the portal is; waits until it serves. */
  url(): Promise<string> {
    return this.#url;
  }

  /** Sentences a process, and after it the one that follows. */
  sentence(deaths: Death[]): void {
    this.#deaths.splice(0, Infinity, ...deaths);
    this.#tell({ death: this.#deaths[0] ?? null });
  }

  /** Sentences that were not carried out. */
  get pending(): readonly Death[] {
    return this.#deaths;
  }

  /** SIGKILL at once: nothing is released, nothing is written down. */
  kill(): void {
    this.#shot = true;
    this.#current.child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { child } of [this.#current, this.#spare]) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
  }

  #next(): void {
    const portal = this.#spare;
    this.#current = portal;
    this.#spare = spawnPortal();
    this.#tell({ death: this.#deaths[0] ?? null });
    this.#tell({ start: this.#options });
    let served = false;
    this.#url = new Promise((resolve, reject) => {
      createInterface({ input: portal.child.stdout! }).on('line', line => {
        const [, url] = /^PORTAL (.*)$/.exec(line) ?? [];
        if (url) {
          this.#failedStarts = 0;
          served = true;
          resolve(url);
        } else {
          keep(portal, line);
        }
      });
      // Nobody waits for the address of a dead one.
      portal.child.once('exit', (code, signal) => {
        if (this.#stopped) {
          return;
        }
        if (signal === 'SIGKILL') {
          this.killed += 1;
          this.#deaths.splice(0, this.#shot ? 0 : 1);
          this.#shot = false;
        } else {
          const crash = `The portal ended with ${code}:\n${portal.output.join(
            '\n',
          )}`;
          this.#failedStarts += 1;
          if (served) {
            this.crashes.push(crash);
          }
          if (this.#failedStarts > MOST_FAILED_STARTS) {
            reject(new Error(crash));
            return;
          }
        }
        this.#next();
        resolve(this.#url);
      });
    });
  }

  #tell(order: Order): void {
    this.#current.child.stdin!.write(`${JSON.stringify(order)}\n`);
  }
}

function keep(portal: Portal, line: string): void {
  portal.output.push(line);
  portal.output.splice(0, portal.output.length - LAST_LINES);
}

function spawnPortal(): Portal {
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      require.resolve('./portalToKill'),
    ],
    { stdio: 'pipe', env: withoutJest() },
  );
  const portal: Portal = { child, output: [] };
  createInterface({ input: child.stderr! }).on('line', line =>
    keep(portal, line),
  );
  // An order to a process that died a moment ago.
  child.stdin!.on('error', () => {});
  return portal;
}

/** The process is an ordinary one: no test runner's environment. */
function withoutJest(): NodeJS.ProcessEnv {
  const { JEST_WORKER_ID: _, NODE_OPTIONS: __, ...env } = process.env;
  return { ...env, NODE_ENV: 'development' };
}

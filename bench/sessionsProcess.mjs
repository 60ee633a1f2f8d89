/**
 * A process that does nothing but keep check sessions open, so that its memory
 * and its connections are theirs. Driven by messages, see sessions.mjs.
 */
import diagnostics from 'node:diagnostics_channel';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../scripts/lib/paths.mjs';

const load = createRequire(path.join(ROOT, 'packages/lab-engine/src/index.ts'));
const { createCelEngine } = load('./cel');
const { createGateway } = load('./gateway');
const { DefaultLabRuntime } = load('./runtime/DefaultLabRuntime');

const ESTABLISHED = '01';
const SESSIONS_OPENING = 50;

/** Requests that were sent so far, apart from the watches. */
let requests = 0;
let watches = 0;
diagnostics.channel('undici:request:create').subscribe(({ request }) => {
  if (request.path.includes('watch=true')) watches += 1;
  else requests += 1;
});

let runtime;
let port;
const sessions = [];

const COMMANDS = {
  async connect(cluster) {
    const gateway = createGateway({ clusters: [cluster] });
    runtime = DefaultLabRuntime.create({ gateway, engine: createCelEngine() });
    port = Number(new URL(cluster.server).port);
    await until(() => runtime.clusters()[0].state === 'ready');
  },
  /** Opens one session after the other, as attempts come to life. */
  async open({ sandboxes, checks }) {
    for (const sandbox of sandboxes) {
      const onVerdicts = () => {};
      sessions.push(runtime.openCheckSession({ sandbox, checks, onVerdicts }));
      if (sessions.length % SESSIONS_OPENING === 0) await allKnown();
    }
    await allKnown();
  },
  async figures() {
    globalThis.gc();
    return {
      rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
      heapMb: Math.round(process.memoryUsage().heapUsed / 2 ** 20),
      connections: connectionsTo(port),
      requests,
      watches,
    };
  },
  allKnown,
  async allUnknown() {
    await until(() => sessions.every(each => outcomes(each).every(isUnknown)));
  },
  async close() {
    await runtime.close();
  },
};

async function allKnown() {
  await until(() =>
    sessions.every(each => {
      const said = outcomes(each);
      return said.length > 0 && !said.some(isUnknown);
    }),
  );
}

function outcomes(session) {
  return session.current().map(({ outcome }) => outcome);
}

function isUnknown(outcome) {
  return outcome === 'unknown';
}

async function until(condition) {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 20));
}

/** Connections of this process alone. */
function connectionsTo(remotePort) {
  const own = new Set(
    fs.readdirSync('/proc/self/fd').flatMap(fd => {
      try {
        const link = fs.readlinkSync(`/proc/self/fd/${fd}`);
        return /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? [];
      } catch {
        // The descriptor with which the folder was read is closed by now.
        return [];
      }
    }),
  );
  const lines = fs.readFileSync('/proc/self/net/tcp', 'utf8').split('\n');
  return lines
    .slice(1)
    .map(line => line.trim().split(/\s+/))
    .filter(
      ([, , remote, state, , , , , , inode]) =>
        state === ESTABLISHED &&
        parseInt(remote.split(':')[1], 16) === remotePort &&
        own.has(inode),
    ).length;
}

process.on('message', async ({ command, argument }) => {
  try {
    process.send({ answer: command, value: await COMMANDS[command](argument) });
  } catch (error) {
    process.send({ answer: command, error: String(error?.stack ?? error) });
  }
});

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { summary } from './figures.mjs';
import {
  CHECKS,
  startSandboxes,
  startSessionsProcess,
  trainingCluster,
} from './sessions.mjs';

const DEFAULT_ATTEMPTS = 100;
const ROUNDS = 5;
const LOOK_MS = 20;
/** A server that ends again at once would be given up by its supervisor. */
const BETWEEN_ROUNDS_MS = 12_000;

/**
 * The API server is killed: until every verdict is `unknown`, and from its
 * return until none is any more. ACADEMY_BENCH_ATTEMPTS live attempts (default
 * 100), on a cluster of its own, in both watch scopes.
 */
export async function measureRecovery() {
  const attempts = Number(
    process.env.ACADEMY_BENCH_ATTEMPTS ?? DEFAULT_ATTEMPTS,
  );
  const parts = await startSandboxes('bench-recovery', attempts);
  try {
    const figures = {};
    for (const scope of ['sandbox', 'cluster']) {
      figures[scope] = { attempts, ...(await measureScope(parts, scope)) };
    }
    print(figures);
    return figures;
  } finally {
    parts.stop();
  }
}

async function measureScope({ cluster, connection, sandboxes }, scope) {
  const sessions = await startSessionsProcess();
  const samples = { unknown: [], live: [] };
  try {
    await sessions.call('connect', trainingCluster(connection, scope));
    await sessions.call('open', { sandboxes, checks: CHECKS });
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(BETWEEN_ROUNDS_MS);
      const killedAt = performance.now();
      const back = killApiServer(cluster, connection);
      await sessions.call('allUnknown');
      samples.unknown.push(performance.now() - killedAt);
      await back;
      const backAt = performance.now();
      await sessions.call('allKnown');
      samples.live.push(performance.now() - backAt);
    }
  } finally {
    await sessions.stop();
  }
  return { unknown: summary(samples.unknown), live: summary(samples.live) };
}

/** Resolves once the API server that its supervisor starts instead is ready. */
async function killApiServer(cluster, { server, caFile, academyTokenFile }) {
  const { components } = cluster.status();
  const { pid } = components.find(({ name }) => name === 'kube-apiserver');
  process.kill(pid, 'SIGKILL');
  const token = readFileSync(academyTokenFile, 'utf8').trim();
  const dispatcher = new Agent({ connect: { ca: readFileSync(caFile) } });
  const headers = { authorization: `Bearer ${token}` };
  for (;;) {
    const answer = await request(`${server}/readyz`, {
      dispatcher,
      headers,
    }).catch(() => undefined);
    await answer?.body.dump();
    if (answer?.statusCode === 200) break;
    await sleep(LOOK_MS);
  }
  await dispatcher.destroy();
}

function print(figures) {
  console.table(
    Object.fromEntries(
      Object.entries(figures).flatMap(([scope, { attempts, ...stages }]) =>
        Object.entries(stages).map(([stage, { p50Ms, p95Ms, maxMs }]) => [
          stage === 'unknown'
            ? `killed -> ${attempts} attempts unknown, scope ${scope}`
            : `back -> ${attempts} attempts live, scope ${scope}`,
          { p50: `${p50Ms} ms`, p95: `${p95Ms} ms`, max: `${maxMs} ms` },
        ]),
      ),
    ),
  );
}

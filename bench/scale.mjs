import { setTimeout as sleep } from 'node:timers/promises';
import {
  ATTEMPTS,
  CHECKS,
  startSandboxes,
  startSessionsProcess,
  trainingCluster,
} from './sessions.mjs';

/** Shorter than the shortest life of a watch: what is asked here is asked for nothing. */
const IDLE_MS = 60_000;
/** Connections of the requests before are closed by then. */
const SETTLE_MS = 45_000;

/**
 * What ACADEMY_BENCH_ATTEMPTS (default 1,000) live attempts cost that watch
 * four kinds each while nothing happens: memory, requests and connections, in
 * both watch scopes. Uses a cluster of its own.
 */
export async function measureScale() {
  const parts = await startSandboxes('bench-scale', ATTEMPTS);
  try {
    const figures = {};
    for (const scope of ['sandbox', 'cluster']) {
      figures[scope] = await measureScope(parts, scope);
    }
    print(figures);
    return figures;
  } finally {
    parts.stop();
  }
}

async function measureScope({ connection, sandboxes }, scope) {
  const sessions = await startSessionsProcess();
  try {
    await sessions.call('connect', trainingCluster(connection, scope));
    const empty = await sessions.call('figures');
    const begin = performance.now();
    await sessions.call('open', { sandboxes, checks: CHECKS });
    const openedMs = Math.round(performance.now() - begin);
    await sleep(SETTLE_MS);
    const before = await sessions.call('figures');
    await sleep(IDLE_MS);
    const after = await sessions.call('figures');
    return {
      attempts: sandboxes.length,
      collections: sandboxes.length * CHECKS.length,
      openedMs,
      rssEmptyMb: empty.rssMb,
      rssMb: after.rssMb,
      heapMb: after.heapMb,
      idleRequestsPerMinute: after.requests - before.requests,
      reopenedWatchesPerMinute: after.watches - before.watches,
      connections: after.connections,
    };
  } finally {
    await sessions.stop();
  }
}

function print(figures) {
  console.table(
    Object.fromEntries(
      Object.entries(figures).map(([scope, each]) => [
        `${each.attempts} attempts, ${each.collections} collections, scope ${scope}`,
        {
          'all open': `${(each.openedMs / 1000).toFixed(1)} s`,
          RSS: `${each.rssMb} MiB`,
          'of which empty': `${each.rssEmptyMb} MiB`,
          'idle requests': `${each.idleRequestsPerMinute} / min`,
          'watches reopened': `${each.reopenedWatchesPerMinute} / min`,
          TCP: each.connections,
        },
      ]),
    ),
  );
}

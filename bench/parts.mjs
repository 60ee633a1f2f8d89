import fs from 'node:fs';
import path from 'node:path';
import { embeddedCluster } from '../scripts/lib/cluster.mjs';
import { ROOT, STATE } from '../scripts/lib/paths.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { startPortal, writeRunConfig } from '../scripts/lib/portal.mjs';
import { step } from '../scripts/lib/run.mjs';
import { ensureTools } from '../scripts/lib/tools.mjs';
import { ensureAppBuilt } from '../scripts/lib/workspace.mjs';

const DIR = path.join(STATE, 'bench');

/** A cluster and a portal of the benchmark's own, with as many learners as wanted. */
export async function startParts({ learners }) {
  const tools = await ensureTools();
  fs.rmSync(DIR, { recursive: true, force: true });
  fs.mkdirSync(DIR, { recursive: true });
  const cluster = embeddedCluster({
    tools,
    dir: path.join(STATE, 'bench-cluster'),
  });
  await step('start the benchmark cluster', () => cluster.up().done);
  const connection = cluster.init();
  const counts = path.join(DIR, 'counts.json');
  const portal = await startBenchPortal({
    tools,
    dir: DIR,
    name: 'bench-portal',
    port: 7207,
    connection,
    extraConfigs: [learnersConfig(learners)],
    nodeArgs: ['--require', path.join(ROOT, 'bench/countRequests.cjs')],
    env: {
      ACADEMY_BENCH_ORIGIN: connection.server,
      ACADEMY_BENCH_COUNTS: counts,
    },
  });
  return {
    connection,
    portal,
    learnerRef: number => `user:default/bench-${number}`,
    /** Requests of the portal to the API server so far, see countRequests.cjs. */
    async requests() {
      fs.rmSync(counts, { force: true });
      portal.child.kill('SIGUSR2');
      while (!fs.existsSync(counts) || fs.statSync(counts).size === 0) {
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      return JSON.parse(fs.readFileSync(counts, 'utf8'));
    },
    async stop() {
      await portal.stop();
      cluster.down();
    },
  };
}

/**
 * A portal on one cluster; `port` is where it listens if nobody else does, and
 * further options are those of the portal itself.
 */
export async function startBenchPortal(options) {
  const { tools, dir, name, port: wanted, connection, ...start } = options;
  await ensureAppBuilt(tools);
  const port = await freePort(wanted);
  const runConfig = path.join(dir, 'app-config.run.yaml');
  writeRunConfig({
    file: runConfig,
    instance: 'bench',
    port,
    database: path.join(dir, 'db'),
    clusters: [
      { ...connection, title: 'Benchmark cluster', maxSandboxes: 400 },
    ],
  });
  return step('start the portal', () =>
    startPortal({ tools, runConfig, port, name, ...start }),
  );
}

/** Catalog users for the benchmark, beside the example company. */
function learnersConfig(count) {
  const entities = path.join(DIR, 'learners.yaml');
  fs.writeFileSync(
    entities,
    Array.from({ length: count }, (_, number) =>
      JSON.stringify({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: `bench-${number}` },
        spec: { memberOf: [] },
      }),
    ).join('\n---\n'),
  );
  const config = path.join(DIR, 'app-config.learners.yaml');
  fs.writeFileSync(
    config,
    JSON.stringify({
      catalog: {
        locations: [
          { type: 'file', target: entities, rules: [{ allow: ['User'] }] },
        ],
      },
    }),
  );
  return config;
}

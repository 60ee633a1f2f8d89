import path from 'node:path';
import { embeddedCluster } from './cluster.mjs';
import { ROOT, STATE } from './paths.mjs';
import { startPostgres } from './postgres.mjs';
import { ensureRealNodeParts, whyNoRealNodes } from './realNodes.mjs';
import { step } from './run.mjs';

/** The real things that tests run against, each started when first needed. */
const PARTS = {
  cluster: {
    async start(tools) {
      const dir = path.join(STATE, 'test-cluster');
      const stop = await startCluster({ tools, dir, nodes: 'simulated' });
      process.env.ACADEMY_TEST_CLUSTER = dir;
      return stop;
    },
  },
  realCluster: {
    whyMissing: whyNoRealNodes,
    async start(tools) {
      ensureRealNodeParts();
      const dir = path.join(STATE, 'test-cluster-real');
      const stop = await startCluster({ tools, dir, nodes: 'real' });
      process.env.ACADEMY_TEST_CLUSTER_REAL = dir;
      return stop;
    },
  },
  postgres: {
    async start() {
      const postgres = await step('start PostgreSQL', startPostgres);
      Object.assign(process.env, {
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: postgres.url,
      });
      return () => postgres.stop();
    },
  },
};

/**
 * Parts by name: started once, stopped together, newest first.
 *
 * @param {{ node: string, yarn: string[], env: NodeJS.ProcessEnv }} tools
 */
export function createParts(tools) {
  const started = new Map();
  return {
    /** Why this machine cannot have one of them. @param {string[]} names */
    whyMissing: names =>
      names.map(name => PARTS[name].whyMissing?.()).find(Boolean),
    /** @param {string[]} names */
    async start(names) {
      for (const name of names.filter(each => !started.has(each))) {
        started.set(name, await PARTS[name].start(tools));
      }
    },
    async stop() {
      for (const stop of [...started.values()].reverse()) {
        await stop();
      }
    },
  };
}

async function startCluster({ tools, dir, nodes }) {
  const cluster = embeddedCluster({ tools, dir });
  const wasRunning = cluster.isRunning();
  await step(
    `start the test cluster with ${nodes} nodes (builds Kubernetes the first time)`,
    () =>
      cluster.up({
        nodes,
        manifests: path.join(ROOT, 'catalog/manifests'),
        onLine: line => console.log(`  cluster: ${line}`),
      }).done,
  );
  return async () => {
    if (!wasRunning) {
      cluster.down();
    }
  };
}

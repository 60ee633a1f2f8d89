import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { logFile, StepError, tail } from './run.mjs';
import { LOADER } from './workspace.mjs';

const READY_TIMEOUT_MS = 180_000;

/**
 * Writes the part of the configuration that depends on this run.
 *
 * @param {object} options
 * @param {string} options.file where to write; readable by the owner only, it holds a token
 * @param {number} options.port
 * @param {string} options.instance keeps its sandboxes apart from those of other portals on the same cluster
 * @param {string} options.database folder of the SQLite files
 * @param {{ name: string, title: string, server: string, caFile: string, viewerToken: string, academyTokenFile: string, statusFile?: string }[]} options.clusters
 */
export function writeRunConfig({ file, instance, port, database, clusters }) {
  const baseUrl = `http://localhost:${port}`;
  const config = {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      database: {
        client: 'better-sqlite3',
        connection: { directory: database },
      },
    },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: clusters.length
        ? [{ type: 'config', clusters: clusters.map(kubernetesCluster) }]
        : [],
    },
    academy: {
      instance,
      content: { path: path.join(ROOT, 'lessons') },
      trainingClusters: clusters.map(cluster => ({
        cluster: cluster.name,
        title: cluster.title,
        identity: { tokenFile: cluster.academyTokenFile },
        ...(cluster.statusFile ? { statusFile: cluster.statusFile } : {}),
        maxSandboxes: cluster.maxSandboxes ?? 40,
      })),
    },
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  // Every JSON document is a YAML document.
  fs.writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 });
}

function kubernetesCluster(cluster) {
  return {
    name: cluster.name,
    title: cluster.title,
    url: cluster.server,
    caData: fs.readFileSync(cluster.caFile).toString('base64'),
    authProvider: 'serviceAccount',
    serviceAccountToken: cluster.viewerToken,
  };
}

/**
 * Starts the portal's backend, which also serves the browser application.
 *
 * @param {object} options
 * @param {{ node: string, env: NodeJS.ProcessEnv }} options.tools
 * @param {string} options.runConfig file written by {@link writeRunConfig}
 * @param {number} options.port
 * @param {string} options.name of the log file
 * @param {string[]} [options.extraConfigs] configuration files loaded last
 * @param {string[]} [options.nodeArgs]
 * @param {NodeJS.ProcessEnv} [options.env] added to the tools' environment
 * @returns {Promise<{ url: string, log: string, child: import('node:child_process').ChildProcess, stop(signal?: NodeJS.Signals): Promise<void> }>}
 */
export async function startPortal({
  tools,
  runConfig,
  port,
  name,
  extraConfigs = [],
  nodeArgs = [],
  env = {},
}) {
  const log = logFile(name);
  const out = fs.openSync(log, 'w');
  const configs = [
    path.join(ROOT, 'app-config.yaml'),
    path.join(ROOT, 'app-config.development.yaml'),
    runConfig,
    ...extraConfigs,
  ].flatMap(file => ['--config', file]);
  const child = spawn(
    tools.node,
    [...LOADER, ...nodeArgs, 'src/index.ts', ...configs],
    {
      cwd: path.join(ROOT, 'packages/backend'),
      env: { ...tools.env, NODE_ENV: 'development', ...env },
      stdio: ['ignore', out, out],
    },
  );
  fs.closeSync(out);
  const exited = new Promise(resolve => child.once('exit', resolve));
  const url = `http://localhost:${port}`;
  await waitUntilReady(child, url, log);
  return {
    url,
    log,
    child,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await exited;
    },
  };
}

async function waitUntilReady(child, url, log) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new StepError(
        `The portal stopped while starting. Last lines of ${log}:\n${tail(
          log,
        )}`,
      );
    }
    try {
      const health = await fetch(`${url}/.backstage/health/v1/readiness`);
      if (health.ok && (await fetch(url)).ok) {
        return;
      }
    } catch {
      // Nothing listens yet.
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  child.kill();
  throw new StepError(
    `The portal was not ready after ${
      READY_TIMEOUT_MS / 1000
    } s. Last lines of ${log}:\n${tail(log)}`,
  );
}

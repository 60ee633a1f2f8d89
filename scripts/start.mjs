#!/usr/bin/env node
/** `npm start`: everything from a fresh clone to a portal with a training cluster. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { embeddedCluster } from './lib/cluster.mjs';
import { prepareOwnCluster } from './lib/ownCluster.mjs';
import { ROOT, STATE } from './lib/paths.mjs';
import { freePort, isFree } from './lib/ports.mjs';
import { startPortal, writeRunConfig } from './lib/portal.mjs';
import { ensureRealNodeParts, whyNoRealNodes } from './lib/realNodes.mjs';
import { step, StepError } from './lib/run.mjs';
import { ensureTools } from './lib/tools.mjs';
import { ensureAppBuilt, ensureInstalled } from './lib/workspace.mjs';

const DEFAULT_PORT = 7007;

const HELP = `Usage: npm start -- [choices]

  --port <number>       where the portal listens (default ${DEFAULT_PORT}, or the next free port)
  --nodes <shape>       nodes of the embedded cluster: simulated (default), real (containers
                        really run; Linux and root), or both for two training clusters
  --context <name>      use this context of your kubeconfig as training cluster instead;
                        shows what it would install there and asks first
  --kubeconfig <file>   kubeconfig for --context (default: $KUBECONFIG or ~/.kube/config)
  --yes                 do not ask before installing with --context
  --no-cluster          no training cluster: lessons and quizzes work, labs explain what is missing
  --help                this text`;

/** Embedded clusters by choice of nodes. */
const SHAPES = {
  simulated: ['simulated'],
  real: ['real'],
  both: ['simulated', 'real'],
};

const EMBEDDED = {
  simulated: { name: 'dev', dir: 'cluster', title: 'Embedded cluster' },
  real: {
    name: 'dev-real',
    dir: 'cluster-real',
    title: 'Embedded cluster with real nodes',
  },
};

/** What Ctrl-C has to stop, newest first. */
const started = [];
let stopping = false;

async function stopAll(code) {
  if (stopping) {
    return;
  }
  stopping = true;
  for (const { name, stop } of started.reverse()) {
    try {
      await stop();
      console.log(`stopped ${name}`);
    } catch (error) {
      console.error(`could not stop ${name}: ${error.message}`);
    }
  }
  process.exit(code);
}

function choices() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        nodes: { type: 'string', default: 'simulated' },
        context: { type: 'string' },
        kubeconfig: { type: 'string' },
        yes: { type: 'boolean', default: false },
        'no-cluster': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!(values.nodes in SHAPES)) {
      throw new Error(
        `--nodes ${values.nodes}: expected ${Object.keys(SHAPES).join(', ')}`,
      );
    }
    if (values.context && values['no-cluster']) {
      throw new Error('--context and --no-cluster exclude each other');
    }
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(port > 0 && port < 65536)) {
      throw new Error(`--port ${values.port}: expected a number below 65536`);
    }
    return { ...values, port };
  } catch (error) {
    throw new StepError(`${error.message}\n\n${HELP}`);
  }
}

async function choosePort(wanted) {
  if (wanted === undefined) {
    const port = await freePort(DEFAULT_PORT);
    if (port !== DEFAULT_PORT) {
      console.log(`  port ${DEFAULT_PORT} is in use; taking ${port}`);
    }
    return port;
  }
  if (!(await isFree(wanted))) {
    throw new StepError(
      `Port ${wanted} is in use. Choose another with --port.`,
    );
  }
  return wanted;
}

/** An embedded cluster, coming up in the background. */
function startEmbedded(tools, nodes) {
  const { name, dir, title } = EMBEDDED[nodes];
  const cluster = embeddedCluster({ tools, dir: path.join(STATE, dir) });
  const wasRunning = cluster.isRunning();
  const connection = cluster.init({ nodes, name });
  const { child, done } = cluster.up({
    nodes,
    manifests: path.join(ROOT, 'catalog/manifests'),
    onLine: line => console.log(`  cluster ${name}: ${line}`),
  });
  if (!wasRunning) {
    started.push({
      name: `the embedded cluster ${name}`,
      async stop() {
        child.kill('SIGTERM');
        await done.catch(() => {});
        cluster.down();
      },
    });
  }
  return { cluster: { ...connection, title }, ready: done };
}

function startAllEmbedded(tools, choice) {
  const shapes = SHAPES[choice];
  if (shapes.includes('real')) {
    const why = whyNoRealNodes();
    if (why) {
      throw new StepError(`--nodes ${choice}: ${why}. Use --nodes simulated.`);
    }
    ensureRealNodeParts();
  }
  const all = shapes.map(nodes => startEmbedded(tools, nodes));
  return {
    clusters: all.map(({ cluster }) => cluster),
    ready: Promise.all(all.map(({ ready }) => ready)),
  };
}

async function trainingClusters(options, tools) {
  if (options['no-cluster']) {
    return { clusters: [], ready: undefined };
  }
  if (options.context) {
    return {
      clusters: [await prepareOwnCluster({ tools, ...options })],
      ready: undefined,
    };
  }
  return startAllEmbedded(tools, options.nodes);
}

async function main() {
  const options = choices();
  if (options.help) {
    console.log(HELP);
    return;
  }
  const begin = Date.now();
  const tools = await ensureTools();
  const port = await choosePort(options.port);
  await ensureInstalled(tools);
  const { clusters, ready } = await trainingClusters(options, tools);
  const clusterDone = ready?.then(
    () => undefined,
    error => error,
  );
  await ensureAppBuilt(tools);
  const runConfig = path.join(STATE, 'app-config.run.yaml');
  writeRunConfig({
    file: runConfig,
    instance: 'local',
    port,
    database: path.join(STATE, 'db'),
    clusters,
  });
  const portal = await step('start the portal', () =>
    startPortal({ tools, runConfig, port, name: 'portal' }),
  );
  started.push({ name: 'the portal', stop: () => portal.stop() });
  portal.child.once('exit', code => {
    if (!stopping) {
      console.error(`The portal stopped (${code}); see ${portal.log}`);
      stopAll(1);
    }
  });
  const seconds = Math.round((Date.now() - begin) / 1000);
  console.log(`
Kubernetes Academy is open after ${seconds} s:  ${portal.url}/academy

  1. Choose who you want to be (for example Tom, in his first week).
  2. Read the lesson, then start the lab "Put an application on the cluster".
  3. Download the kubeconfig there and work with your own kubectl.

Ctrl-C stops everything this command started. Log: ${portal.log}
`);
  const failure = await clusterDone;
  if (stopping) {
    return;
  }
  if (failure) {
    console.error(
      `${failure.message}\nLessons and quizzes work; labs say what is missing.`,
    );
  } else if (ready) {
    console.log('✔ the training cluster is ready: labs can be started');
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => stopAll(0));
}
main().catch(error => {
  console.error(error instanceof StepError ? error.message : error);
  return stopAll(1);
});

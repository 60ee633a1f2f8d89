/** `npm run bench -- nodes`: figures of the embedded cluster with a real node. Needs Linux and root. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { embeddedCluster } from '../scripts/lib/cluster.mjs';
import { ROOT, STATE } from '../scripts/lib/paths.mjs';
import {
  ensureRealNodeParts,
  whyNoRealNodes,
} from '../scripts/lib/realNodes.mjs';
import { ensureTools } from '../scripts/lib/tools.mjs';

const DIR = path.join(STATE, 'bench-cluster-real');
const PODS = 20;
const ROUNDS = 5;
const AT_ONCE = 3;
/** After it the control planes have nothing left to catch up with. */
const CALM_MS = 60_000;
const IDLE_MS = 60_000;
const POLL_MS = 50;
const CLUSTER = 'bench';
const INSTANCE = 'bench-nodes';

const load = createRequire(path.join(ROOT, 'packages/lab-engine/src/index.ts'));
const { createLabRuntime, sandboxName, waitForCluster } = load('./index');

/** All figures, in seconds, MiB and cores. */
export async function measureNodes() {
  const why = whyNoRealNodes();
  if (why) {
    throw new Error(why);
  }
  ensureRealNodeParts();
  const cluster = embeddedCluster({ tools: await ensureTools(), dir: DIR });
  // Makes the binaries and forgets everything else.
  await cluster.up({ nodes: 'real' }).done;
  cluster.reset();
  try {
    const first = await measureStart(cluster);
    cluster.down();
    const second = await measureStart(cluster);
    const down = await measureDown(cluster);
    await cluster.up({ nodes: 'real' }).done;
    kubectlOk(cluster, undefined, 'delete', 'deployment', 'many');
    return { first, second, down, nested: await measureNested(cluster) };
  } finally {
    cluster.down();
  }
}

/** From the command to an answer of `/readyz`, and to a node that is Ready with its images. */
async function measureStart(cluster) {
  const begin = performance.now();
  const { done } = cluster.up({ nodes: 'real' });
  let apiReadyS;
  let ended = false;
  const whole = done.finally(() => {
    ended = true;
  });
  while (apiReadyS === undefined && !ended) {
    if (kubectl(cluster, 'get', '--raw', '/readyz').status === 0) {
      apiReadyS = since(begin);
    }
    await sleep(POLL_MS);
  }
  await whole;
  const { startedAt } = cluster.status();
  return {
    apiReadyS,
    nodeReadyWithImagesS: since(begin),
    // The command line itself, until the supervisor begins.
    ofThatCommandLineS: round(
      (Date.parse(startedAt) - (performance.timeOrigin + begin)) / 1000,
    ),
  };
}

/** With pods that ignore SIGTERM for as long as they may. */
async function measureDown(cluster) {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'many', namespace: 'default' },
    spec: {
      replicas: PODS,
      selector: { matchLabels: { app: 'many' } },
      template: {
        metadata: { labels: { app: 'many' } },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'docker.io/library/busybox:1.37',
              command: ['sh', '-c', 'trap "" TERM; while :; do sleep 1; done'],
            },
          ],
        },
      },
    },
  };
  kubectlOk(cluster, JSON.stringify(deployment), 'apply', '-f', '-');
  const wait = ['rollout', 'status', 'deployment/many', '--timeout=180s'];
  kubectlOk(cluster, undefined, ...wait);
  const begin = performance.now();
  cluster.down();
  return { pods: PODS, seconds: since(begin) };
}

async function measureNested(cluster) {
  const connection = cluster.connection();
  const runtime = createLabRuntime({
    clusters: [
      {
        name: CLUSTER,
        title: CLUSTER,
        server: connection.server,
        caFile: connection.caFile,
        identity: { tokenFile: connection.academyTokenFile },
        maxSandboxes: 20,
        capabilities: {},
      },
    ],
  });
  await waitForCluster(runtime, CLUSTER, { timeoutMs: 30_000 });
  const one = async () => {
    const begin = performance.now();
    const attemptId = `a${Math.random().toString(36).slice(2)}`;
    const sandbox = await runtime.provision({
      cluster: CLUSTER,
      namespace: sandboxName({
        unit: 'bench/bench/nested',
        userRef: attemptId,
        secret: attemptId,
      }),
      owner: { instance: INSTANCE, attemptId },
      expiresAt: new Date(Date.now() + 3_600_000),
      profile: 'nested',
    });
    return { sandbox, seconds: since(begin) };
  };
  const remove = async sandbox => {
    while (!(await runtime.remove(sandbox))) {
      await sleep(500);
    }
  };
  try {
    const usableS = [];
    for (let number = 0; number < ROUNDS; number++) {
      const { sandbox, seconds } = await one();
      usableS.push(seconds);
      await remove(sandbox);
    }
    const together = await Promise.all(Array.from({ length: AT_ONCE }, one));
    await Promise.all(together.slice(1).map(({ sandbox }) => remove(sandbox)));
    await sleep(CALM_MS);
    return {
      usableS,
      atOnceS: together.map(({ seconds }) => seconds),
      withOneNested: await measureMachine(cluster),
    };
  } finally {
    await runtime.close();
  }
}

/** Everything of the cluster but its supervisor: what its cgroup counts. */
async function measureMachine(cluster) {
  const { components } = cluster.status();
  const cpuSeconds = cpuMeter(components);
  const cpuBefore = cpuSeconds();
  const begin = performance.now();
  await sleep(IDLE_MS);
  const elapsed = (performance.now() - begin) / 1000;
  return {
    idleCores: round((cpuSeconds() - cpuBefore) / elapsed),
    memoryMiB: cgroupMiB(components),
  };
}

/** The cgroup v1 memory controller or the v2 hierarchy, at the top of the cluster's own tree. */
function cgroupDir(components, controller) {
  const [{ pid }] = components.filter(({ name }) => name === 'kubelet');
  const line = fs
    .readFileSync(`/proc/${pid}/cgroup`, 'utf8')
    .split('\n')
    .map(each => each.split(':'))
    .find(([, names]) => names === controller || names === '');
  const top = line[2].split('/')[1];
  return ['', controller]
    .map(dir => path.join('/sys/fs/cgroup', dir, top))
    .find(dir => fs.existsSync(path.join(dir, 'cgroup.procs')));
}

function cgroupMiB(components) {
  const dir = cgroupDir(components, 'memory');
  const v2 = path.join(dir, 'memory.current');
  const file = fs.existsSync(v2) ? v2 : path.join(dir, 'memory.usage_in_bytes');
  return Math.round(Number(fs.readFileSync(file, 'utf8')) / 2 ** 20);
}

/** CPU seconds of the cluster's tree so far; pods come and go below it. */
function cpuMeter(components) {
  const dir = cgroupDir(components, 'cpuacct');
  const v1 = path.join(dir, 'cpuacct.usage');
  return fs.existsSync(v1)
    ? () => Number(fs.readFileSync(v1, 'utf8')) / 1e9
    : () =>
        Number(
          /usage_usec (\d+)/.exec(
            fs.readFileSync(path.join(dir, 'cpu.stat'), 'utf8'),
          )[1],
        ) / 1e6;
}

function kubectl(cluster, ...args) {
  const connection = cluster.connection();
  if (!connection) {
    return { status: 1 };
  }
  return spawnSync(
    connection.kubectl,
    ['--kubeconfig', connection.adminKubeconfig, ...args],
    { encoding: 'utf8', timeout: 2_000 },
  );
}

function kubectlOk(cluster, input, ...args) {
  const { kubectl: program, adminKubeconfig } = cluster.connection();
  const { status, stderr } = spawnSync(
    program,
    ['--kubeconfig', adminKubeconfig, ...args],
    { encoding: 'utf8', input },
  );
  if (status !== 0) {
    throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
  }
}

function since(begin) {
  return round((performance.now() - begin) / 1000);
}

function round(value) {
  return Math.round(value * 100) / 100;
}

import { fork, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { embeddedCluster } from '../scripts/lib/cluster.mjs';
import { ROOT, STATE } from '../scripts/lib/paths.mjs';
import { step } from '../scripts/lib/run.mjs';
import { ensureTools } from '../scripts/lib/tools.mjs';
import { LOADER } from '../scripts/lib/workspace.mjs';

const load = createRequire(path.join(ROOT, 'packages/lab-engine/src/index.ts'));
const PROCESS = path.join(ROOT, 'bench/sessionsProcess.mjs');
const WATCH_MANIFESTS = path.join(ROOT, 'packages/lab-engine/manifests/watch');
const NAMESPACES_AT_A_TIME = 16;
/** Bytes of the value that the ConfigMap of each sandbox carries. */
const VALUE_BYTES = 2_000;

/** How many attempts are live at once. */
export const ATTEMPTS = Number(process.env.ACADEMY_BENCH_ATTEMPTS ?? 1000);

/** One check for each of the four kinds that are watched. */
export const CHECKS = [
  ['v1', 'ConfigMap'],
  ['v1', 'Service'],
  ['v1', 'Pod'],
  ['apps/v1', 'Deployment'],
].map(([apiVersion, kind]) => ({
  id: kind.toLowerCase(),
  title: { en: kind, ko: kind },
  resources: { all: { apiVersion, kind, selector: {} } },
  assert: [{ expr: 'all.size() > 90', message: { en: 'few', ko: '적음' } }],
}));

/** A cluster with so many sandboxes, made by an administrator. */
export async function startSandboxes(name, count) {
  const tools = await ensureTools();
  const cluster = embeddedCluster({ tools, dir: path.join(STATE, name) });
  await step('start the benchmark cluster', () => cluster.up().done);
  const connection = cluster.connection();
  const { kubectl, adminKubeconfig } = connection;
  const apply = spawnSync(kubectl, [
    ...['--kubeconfig', adminKubeconfig],
    ...['apply', '--kustomize', WATCH_MANIFESTS],
  ]);
  if (apply.status !== 0) throw new Error(String(apply.stderr));
  const sandboxes = await step(`make ${count} sandboxes`, () =>
    makeSandboxes(connection, count),
  );
  return { cluster, connection, sandboxes, stop: () => cluster.reset() };
}

/** Who the portal is on the cluster of a benchmark. */
export function trainingCluster(connection, watchScope) {
  const { server, caFile, academyTokenFile } = connection;
  return {
    name: 'bench',
    title: 'Benchmark cluster',
    ...{ server, caFile, watchScope },
    identity: { tokenFile: academyTokenFile },
    maxSandboxes: ATTEMPTS,
    capabilities: {},
  };
}

/** The process with the sessions; every call waits until it has answered. */
export async function startSessionsProcess() {
  const child = fork(PROCESS, {
    cwd: ROOT,
    execArgv: [...LOADER, '--expose-gc'],
  });
  const call = (command, argument) =>
    new Promise((resolve, reject) => {
      const settle = (how, what) => {
        child.off('exit', onExit).off('message', onMessage);
        how(what);
      };
      const onExit = code => settle(reject, new Error(`ended with ${code}`));
      // The loader of the process sends messages of its own.
      const onMessage = ({ answer, value, error }) => {
        if (answer !== command) return;
        if (error) settle(reject, new Error(error));
        else settle(resolve, value);
      };
      child.on('exit', onExit).on('message', onMessage);
      child.send({ command, argument });
    });
  return {
    call,
    async stop() {
      await call('close');
      child.disconnect();
    },
  };
}

async function makeSandboxes(connection, count) {
  const { createGateway } = load('./gateway');
  const { sandboxObjects } = load('./sandbox');
  const { name, server, caFile, adminKubeconfig } = connection;
  const gateway = createGateway({
    clusters: [
      {
        ...{ name, title: name, server, caFile },
        identity: {
          kubeconfig: adminKubeconfig,
          context: `academy-${name}`,
        },
        maxSandboxes: count,
        requestsPerSecond: 2_000,
        capabilities: {},
      },
    ],
  });
  const [{ client }] = gateway.clusters();
  const make = async number => {
    const namespace = `acad-bench-${number}`;
    const objects = sandboxObjects({
      namespace,
      owner: { instance: 'bench', attemptId: `bench-${number}` },
      expiresAt: new Date(Date.now() + 86_400_000),
    });
    const { object } = await client.apply(objects.namespace);
    const inside = [
      objects.ownBinding,
      ...objects.bindings,
      ...objects.guards.filter(({ kind }) => kind === 'ServiceAccount'),
      ...workload(),
    ];
    for (const each of inside) await client.apply(each, { namespace });
    return { cluster: 'bench', namespace, uid: object.metadata.uid };
  };
  const sandboxes = [];
  try {
    for (let first = 0; first < count; first += NAMESPACES_AT_A_TIME) {
      const size = Math.min(NAMESPACES_AT_A_TIME, count - first);
      const numbers = Array.from({ length: size }, (_, index) => first + index);
      sandboxes.push(...(await Promise.all(numbers.map(make))));
    }
  } finally {
    await gateway.close();
  }
  return sandboxes;
}

/** What a learner has in a sandbox after the first minutes. */
function workload() {
  const metadata = { name: 'web' };
  const labels = { app: 'web' };
  const containers = [{ name: 'web', image: 'docker.io/library/busybox' }];
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { value: 'x'.repeat(VALUE_BYTES) },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ port: 80 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
    },
  ];
}

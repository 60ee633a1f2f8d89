import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { embeddedCluster } from '../scripts/lib/cluster.mjs';
import { ROOT, STATE } from '../scripts/lib/paths.mjs';
import { step } from '../scripts/lib/run.mjs';
import { ensureTools } from '../scripts/lib/tools.mjs';
import { percentile, summary } from './figures.mjs';
import { startBenchPortal } from './parts.mjs';

const DIR = path.join(STATE, 'bench-gateway');
const WARM_UP_REQUESTS = 50;
const REQUESTS = 500;
const DEFAULT_WATCH_MINUTES = 10;
const CHANGE_INTERVAL_MS = 1000;
/** A change that arrives later than this is counted as lost. */
const ARRIVAL_LIMIT_MS = 60_000;
const CHANGE_ANNOTATION = 'kubernetes-academy.io/bench-change';

const load = createRequire(path.join(ROOT, 'packages/lab-engine/src/index.ts'));

/**
 * The same object read through both gateways, and two watches through each for
 * ACADEMY_BENCH_MINUTES (default 10): in one every change has to arrive, in the
 * other nothing happens, and neither may become unknown.
 * Uses the cluster of ACADEMY_TEST_CLUSTER, or one of its own.
 */
export async function measureGateway() {
  const parts = await startParts();
  try {
    const { direct, proxy } = parts.clients;
    const requests = await measureRequests({ direct, proxy });
    const watches = await measureWatches(parts);
    print({ requests, watches });
    return { requests, watches };
  } finally {
    await parts.stop();
  }
}

/** In turns, so that both meet the same load of the machine. */
async function measureRequests(clients) {
  const ref = { apiVersion: 'v1', kind: 'Namespace', name: 'kube-system' };
  const samples = { direct: [], proxy: [] };
  for (let number = -WARM_UP_REQUESTS; number < REQUESTS; number++) {
    for (const [gateway, client] of Object.entries(clients)) {
      const begin = performance.now();
      await client.get(ref);
      if (number >= 0) samples[gateway].push(performance.now() - begin);
    }
  }
  const ratio =
    percentile(samples.proxy, 0.5) / percentile(samples.direct, 0.5);
  return {
    direct: summary(samples.direct),
    proxy: summary(samples.proxy),
    ratioP50: Math.round(ratio * 100) / 100,
  };
}

/** Changes one namespace every second and waits until both watches have seen the last change. */
async function measureWatches({ clients, counts }) {
  const { KindWatch } = load('./watch');
  const minutes = Number(
    process.env.ACADEMY_BENCH_MINUTES ?? DEFAULT_WATCH_MINUTES,
  );
  const name = `bench-gateway-${randomBytes(4).toString('hex')}`;
  const kind = { apiVersion: 'v1', kind: 'Namespace' };
  const labelSelector = `kubernetes-academy.io/bench=${name}`;
  await clients.admin.create({
    ...kind,
    metadata: { name, labels: { 'kubernetes-academy.io/bench': name } },
  });
  const open = (gateway, selector) => {
    const view = { gateway, unknowns: 0, arrivals: new Map() };
    view.watch = KindWatch.create({
      client: clients[gateway],
      kind,
      labelSelector: selector,
      onChange: () => look(view),
    });
    return view;
  };
  const watched = ['direct', 'proxy'].map(each => open(each, labelSelector));
  // What nobody touches is silent for the whole time, and must stay known.
  const quiet = ['direct', 'proxy'].map(each =>
    open(each, `${labelSelector}-quiet`),
  );
  const sentBefore = counts();
  const sent = new Map();
  const end = performance.now() + minutes * 60_000;
  try {
    await until(() =>
      [...watched, ...quiet].every(({ watch }) => isSynced(watch)),
    );
    for (let change = 1; performance.now() < end; change++) {
      sent.set(change, performance.now());
      const annotations = { [CHANGE_ANNOTATION]: String(change) };
      await clients.admin.patch(
        { ...kind, name },
        { metadata: { annotations } },
      );
      await sleep(CHANGE_INTERVAL_MS);
    }
    const all = () => watched.every(({ arrivals }) => arrivals.has(sent.size));
    await until(all).catch(() => {});
  } finally {
    [...watched, ...quiet].forEach(({ watch }) => watch.stop());
    await clients.admin.delete({ ...kind, name });
  }
  const sentAfter = counts();
  return Object.fromEntries(
    watched.map(({ gateway, unknowns, arrivals }, index) => [
      gateway,
      {
        minutes,
        changes: sent.size,
        // Changes may be seen together: what counts is when the state was current.
        lost: [...sent.keys()].filter(each => !arrivedBy(arrivals, each))
          .length,
        unknowns: unknowns + quiet[index].unknowns,
        requests: sentAfter[gateway] - sentBefore[gateway],
        arrival: summary(
          [...sent].map(
            ([change, at]) => (arrivedBy(arrivals, change) ?? Infinity) - at,
          ),
        ),
      },
    ]),
  );
}

function isSynced(watch) {
  return watch.read().state === 'synced';
}

/** Notes which change the watch knows now. */
function look(view) {
  const read = view.watch.read();
  if (read.state === 'unknown') view.unknowns++;
  const annotations = read.objects?.[0]?.metadata.annotations;
  const change = Number(annotations?.[CHANGE_ANNOTATION] ?? 0);
  if (!view.arrivals.has(change)) view.arrivals.set(change, performance.now());
}

/** When a change, or a later one that contains it, was known. */
function arrivedBy(arrivals, change) {
  const times = [...arrivals].filter(([each]) => each >= change);
  return times.length ? Math.min(...times.map(([, at]) => at)) : undefined;
}

async function until(condition) {
  const deadline = performance.now() + ARRIVAL_LIMIT_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error('waited for too long');
    await sleep(20);
  }
}

/** A portal with the cluster in its Kubernetes backend, and clients of both gateways. */
async function startParts() {
  const tools = await ensureTools();
  fs.rmSync(DIR, { recursive: true, force: true });
  fs.mkdirSync(DIR, { recursive: true });
  const given = process.env.ACADEMY_TEST_CLUSTER;
  const cluster = embeddedCluster({
    tools,
    dir: given ?? path.join(STATE, 'bench-cluster'),
  });
  if (!given) {
    await step('start the benchmark cluster', () => cluster.up().done);
  }
  const connection = cluster.connection();
  const token = randomBytes(24).toString('base64url');
  const portal = await startBenchPortal({
    tools,
    dir: DIR,
    name: 'bench-gateway-portal',
    port: 7217,
    connection,
    extraConfigs: [callerConfig(token)],
  });
  const { createGateway } = load('./gateway');
  const gateway = createGateway(gatewayOptions(connection, portal, token));
  const clusters = Object.fromEntries(
    gateway.clusters().map(each => [each.options.name, each]),
  );
  return {
    clients: Object.fromEntries(
      Object.entries(clusters).map(([name, { client }]) => [name, client]),
    ),
    counts: () =>
      Object.fromEntries(
        Object.entries(clusters).map(([name, each]) => [
          name,
          each.requestCount(),
        ]),
      ),
    async stop() {
      await gateway.close();
      await portal.stop();
      if (!given) cluster.down();
    },
  };
}

/** Lets this process call the portal's plugins, as another plugin does. */
function callerConfig(token) {
  const file = path.join(DIR, 'app-config.caller.yaml');
  const caller = { type: 'static', options: { token, subject: 'bench' } };
  fs.writeFileSync(
    file,
    JSON.stringify({ backend: { auth: { externalAccess: [caller] } } }),
    { mode: 0o600 },
  );
  return file;
}

/** One cluster three times: both gateways with the identity of the Academy, and an administrator. */
function gatewayOptions(connection, portal, token) {
  const { name, server, caFile, academyTokenFile, adminKubeconfig } =
    connection;
  const cluster = { title: name, server, caFile, maxSandboxes: 1 };
  const academy = { tokenFile: academyTokenFile };
  const context = `academy-${name}`;
  const admin = { kubeconfig: adminKubeconfig, context };
  return {
    clusters: [
      { ...cluster, name: 'direct', identity: academy },
      { ...cluster, name: 'proxy', identity: academy, gateway: 'proxy' },
      { ...cluster, name: 'admin', identity: admin },
    ].map(each => ({ ...each, capabilities: {} })),
    proxy: {
      baseUrl: async () => `${portal.url}/api/kubernetes/proxy`,
      headers: async ({ authorization }) => ({
        authorization: `Bearer ${token}`,
        'backstage-kubernetes-cluster': name,
        'backstage-kubernetes-authorization': authorization,
      }),
    },
  };
}

function print({ requests, watches }) {
  console.table({
    'GET of one object, direct': row(requests.direct),
    'GET of one object, proxy': {
      ...row(requests.proxy),
      note: `${requests.ratioP50} times direct at p50`,
    },
    ...Object.fromEntries(
      Object.entries(watches).map(([gateway, watch]) => [
        `watch of ${watch.minutes} min, ${gateway}`,
        {
          ...row(watch.arrival),
          note: `${watch.lost} of ${watch.changes} changes lost, ${watch.requests} requests, unknown ${watch.unknowns} times`,
        },
      ]),
    ),
  });
}

function row({ p50Ms, p95Ms, maxMs }) {
  return { p50: `${p50Ms} ms`, p95: `${p95Ms} ms`, max: `${maxMs} ms` };
}

import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../scripts/lib/paths.mjs';

const load = createRequire(path.join(ROOT, 'packages/lab-engine/src/index.ts'));

/** A Deployment and as many Pods as make up this much JSON. */
const INPUT_BYTES = 40 * 1024;
const WARM_UP_MS = 1_000;
const MEASURED_MS = 5_000;
/** So many sessions ask one worker at the same time. */
const IN_FLIGHT = 8;
/** Evaluations of bare V8 between two looks at the clock. */
const BATCH = 1_000;
const GOAL_PER_SECOND = 2_000;

const STATEMENT = [
  'web.metadata.generation == web.?status.?observedGeneration.orValue(0)',
  'web.?status.?readyReplicas.orValue(0) == web.spec.replicas',
  'pods.all(p, p.spec.containers.all(c, has(c.resources.limits)))',
  'pods.all(p, p.status.conditions.exists(s, s.type == "Ready" && s.status == "True"))',
].join(' && ');

/** The same statement as JavaScript says it. */
function holds({ web, pods }) {
  return (
    web.metadata.generation === (web.status?.observedGeneration ?? 0) &&
    (web.status?.readyReplicas ?? 0) === web.spec.replicas &&
    pods.every(({ spec }) =>
      spec.containers.every(({ resources }) => resources.limits !== undefined),
    ) &&
    pods.every(({ status }) =>
      status.conditions.some(
        ({ type, status: value }) => type === 'Ready' && value === 'True',
      ),
    )
  );
}

/**
 * Which objects are others than in the evaluation before. Those of a watch are
 * never modified, so that another object is all that the engine looks for.
 */
const CHANGES = {
  nothing: variables => variables,
  'one Pod': ({ web, pods }) => ({
    web,
    pods: [{ ...pods[0] }, ...pods.slice(1)],
  }),
  'every object': ({ web, pods }) => ({
    web: { ...web },
    pods: pods.map(pod => ({ ...pod })),
  }),
};

/**
 * Evaluations per second of one worker over 40 KB of objects, as a check asks
 * for them, and of the same statement in bare V8.
 */
export async function measureCel() {
  const { createCelEngine } = load('./cel');
  const variables = makeObjects();
  const engine = createCelEngine();
  try {
    const perSecond = {};
    for (const [changed, change] of Object.entries(CHANGES)) {
      await evaluateFor(WARM_UP_MS, { engine, variables, change });
      const count = await evaluateFor(MEASURED_MS, {
        engine,
        variables,
        change,
      });
      perSecond[changed] = Math.round(count / (MEASURED_MS / 1000));
    }
    const bare = measureBare(variables);
    const figures = {
      inputBytes: Buffer.byteLength(JSON.stringify(variables)),
      objects: variables.pods.length + 1,
      goalPerSecond: GOAL_PER_SECOND,
      perSecond,
      bareV8PerSecond: bare,
      timesBareV8: Object.fromEntries(
        Object.entries(perSecond).map(([changed, rate]) => [
          changed,
          Math.round(bare / rate),
        ]),
      ),
    };
    print(figures);
    return figures;
  } finally {
    await engine.close();
  }
}

/** @returns how many evaluations were answered in that time */
async function evaluateFor(durationMs, { engine, variables, change }) {
  const end = performance.now() + durationMs;
  let count = 0;
  const ask = async () => {
    while (performance.now() < end) {
      const { results } = await engine.evaluate({
        variables: change(variables),
        expressions: [STATEMENT],
      });
      if (results?.[0].bool !== true) {
        throw new Error('the statement must hold in every evaluation');
      }
      count++;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, ask));
  return count;
}

function measureBare(variables) {
  for (const durationMs of [WARM_UP_MS, MEASURED_MS]) {
    const begin = performance.now();
    let count = 0;
    let held = 0;
    while (performance.now() - begin < durationMs) {
      for (let index = 0; index < BATCH; index++) held += holds(variables);
      count += BATCH;
    }
    if (held !== count) throw new Error('the statement must hold in bare V8');
    if (durationMs === MEASURED_MS) {
      return Math.round(count / ((performance.now() - begin) / 1000));
    }
  }
}

function makeObjects() {
  const pods = [];
  const web = makeDeployment();
  while (JSON.stringify({ web, pods }).length < INPUT_BYTES) {
    pods.push(makePod(pods.length));
  }
  web.spec.replicas = pods.length;
  web.status.readyReplicas = pods.length;
  return { web, pods };
}

function makeContainer(name) {
  return {
    name,
    image: `registry.example.com/team/${name}:1.27.3`,
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    env: ['LOG_LEVEL', 'REGION', 'FEATURES'].map(variable => ({
      name: variable,
      value: `value of ${variable} for ${name}`,
    })),
    resources: {
      requests: { cpu: '100m', memory: '64Mi' },
      limits: { cpu: '500m', memory: '256Mi' },
    },
    readinessProbe: {
      httpGet: { path: '/ready', port: 'http', scheme: 'HTTP' },
      periodSeconds: 10,
      timeoutSeconds: 1,
      successThreshold: 1,
      failureThreshold: 3,
    },
    volumeMounts: [
      {
        name: 'kube-api-access',
        mountPath: '/var/run/secrets',
        readOnly: true,
      },
    ],
    imagePullPolicy: 'IfNotPresent',
  };
}

function makeDeployment() {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', generation: 4, labels: { app: 'web' } },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [makeContainer('web')] },
      },
    },
    status: { observedGeneration: 4, readyReplicas: 0 },
  };
}

function makePod(index) {
  const at = '2026-01-05T09:00:00Z';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `web-6d4cf56db6-${index}`,
      uid: `5b1c0f3e-0000-4000-8000-${String(index).padStart(12, '0')}`,
      resourceVersion: String(100_000 + index),
      creationTimestamp: at,
      labels: { app: 'web', 'pod-template-hash': '6d4cf56db6' },
    },
    spec: {
      nodeName: 'node-1',
      serviceAccountName: 'default',
      containers: [makeContainer('web'), makeContainer('sidecar')],
    },
    status: {
      phase: 'Running',
      podIP: `10.0.0.${index + 1}`,
      conditions: [
        'Initialized',
        'PodScheduled',
        'ContainersReady',
        'Ready',
      ].map(type => ({ type, status: 'True', lastTransitionTime: at })),
    },
  };
}

function print({ perSecond, timesBareV8, bareV8PerSecond, ...input }) {
  console.log(
    `Evaluations per second of one worker, ${input.objects} objects, ${input.inputBytes} bytes`,
  );
  console.table({
    ...Object.fromEntries(
      Object.entries(perSecond).map(([changed, rate]) => [
        `changed: ${changed}`,
        {
          'per second': rate,
          'bare V8 is faster by': `${timesBareV8[changed]} times`,
          goal: rate >= input.goalPerSecond ? 'reached' : 'missed',
        },
      ]),
    ),
    'bare V8': { 'per second': bareV8PerSecond },
  });
}

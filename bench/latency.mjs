import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { parse } from 'yaml';
import { summary } from './figures.mjs';

const LAB = 'foundations/first-steps/first-deployment';
/** Passes while the ConfigMap has a title; changes of it involve no controller. */
const CHECK = 'settings-exist';
const CHANGES = 8;
/** Each learner waits this long between two changes, give or take half of it. */
const THINK_MS = 10_000;
const FRAME_TIMEOUT_MS = 20_000;

/**
 * From the API server's answer to a learner's change until the verdict frame
 * that it causes arrives at the learner's stream, all learners at work; and
 * until a bare watch of the same object reports it.
 */
export async function measureLatency({ learners, attempts, caFile }) {
  const sessions = [];
  for (const [index, learner] of learners.entries()) {
    sessions.push(await openSession(learner, attempts[index], caFile));
  }
  const samples = (
    await Promise.all(sessions.map(session => session.work()))
  ).flat();
  for (const session of sessions) {
    session.close();
  }
  const of = stage => summary(samples.map(sample => sample[stage]));
  return {
    frame: of('frame'),
    bareWatch: of('bareWatch'),
    stages: {
      watch: of('watch'),
      evaluateAndStore: of('evaluateAndStore'),
      stream: of('stream'),
    },
  };
}

async function openSession(learner, attempt, caFile) {
  const { kubeconfig } = await learner.call(
    'POST',
    `/attempts/${attempt.id}/kubeconfig`,
  );
  const { clusters, users, contexts } = parse(kubeconfig);
  const { namespace } = contexts[0].context;
  const base = `${clusters[0].cluster.server}/api/v1/namespaces/${namespace}/configmaps`;
  const headers = { authorization: `Bearer ${users[0].user.token}` };
  const agent = new Agent({
    allowH2: false,
    connect: { ca: readFileSync(caFile) },
  });
  /** Resolved with the time of the next frame and of the next watch event. */
  const next = { frame: undefined, event: undefined };
  const stop = learner.follow(attempt.id, event => {
    if (event.type === 'verdict' && event.verdict.checkId === CHECK) {
      next.frame?.({ event, at: now() });
    }
  });
  const watch = await watchObject({ agent, headers, base, next });

  const change = async round => {
    const frame = expectation(next, 'frame');
    const event = expectation(next, 'event');
    const { statusCode, body } = await request(
      `${base}/web-settings?fieldManager=bench&force=true`,
      {
        method: 'PATCH',
        dispatcher: agent,
        headers: { ...headers, 'content-type': 'application/apply-patch+yaml' },
        body: JSON.stringify(configMap(round % 2 === 0)),
      },
    );
    const text = await body.text();
    const answered = now();
    if (statusCode >= 300) {
      throw new Error(`PATCH: ${statusCode} ${text}`);
    }
    const reference = await event;
    const arrived = await frame;
    const { verdict, at } = arrived.event;
    // A verdict that changed dates from the moment at which its objects were read.
    const read = Date.parse(verdict.since);
    const stored = Date.parse(at);
    return {
      frame: Math.max(0, arrived.at - answered),
      bareWatch: Math.max(0, reference - answered),
      watch: Math.max(0, read - answered),
      evaluateAndStore: stored - read,
      stream: Math.max(0, arrived.at - stored),
    };
  };
  return {
    async work() {
      const samples = [];
      for (let round = 0; round < CHANGES; round++) {
        await pause(THINK_MS * (0.5 + Math.random()));
        samples.push(await change(round));
      }
      // The first one opens connections.
      return samples.slice(1);
    },
    close() {
      stop();
      watch.destroy();
      agent.close();
    },
  };
}

async function watchObject({ agent, headers, base, next }) {
  const { body } = await request(
    `${base}?watch=true&fieldSelector=metadata.name%3Dweb-settings`,
    { dispatcher: agent, headers, bodyTimeout: 0 },
  );
  // Ended by us, when all is measured.
  body.on('error', () => {});
  body.on('data', () => next.event?.(now()));
  return body;
}

function expectation(next, name) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`no ${name} after a change`)),
      FRAME_TIMEOUT_MS,
    );
    next[name] = value => {
      clearTimeout(timer);
      next[name] = undefined;
      resolve(value);
    };
  });
}

function configMap(complete) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'web-settings' },
    data: complete ? { PAGE_TITLE: 'Benchmark' } : { OTHER: 'text' },
  };
}

/** Milliseconds since the epoch, as precise as the machine has them. */
function now() {
  return performance.timeOrigin + performance.now();
}

function pause(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}

export { LAB };

import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { parse } from 'yaml';
import { summary } from './figures.mjs';

const LAB = 'foundations/first-steps/first-deployment';
const DEPLOYMENT_CHANGES = 10;
const FRAME_TIMEOUT_MS = 10_000;

/**
 * From the API server's answer to the learner's PATCH until the verdict frame
 * that it causes arrives at the learner's stream, with all attempts live.
 */
export async function measureLatency({ learners, attempts, caFile }) {
  const sessions = [];
  for (const [index, learner] of learners.entries()) {
    sessions.push(await openSession(learner, attempts[index], caFile));
  }
  const samples = [];
  for (let round = 0; round < DEPLOYMENT_CHANGES; round++) {
    for (const session of sessions) {
      samples.push(await session.change(round));
    }
  }
  for (const session of sessions) {
    session.close();
  }
  return summary(samples);
}

async function openSession(learner, attempt, caFile) {
  const { kubeconfig } = await learner.call(
    'POST',
    `/attempts/${attempt.id}/kubeconfig`,
  );
  const { clusters, users, contexts } = parse(kubeconfig);
  const namespace = contexts[0].context.namespace;
  const server = clusters[0].cluster.server;
  const token = users[0].user.token;
  const agent = new Agent({
    allowH2: false,
    connect: { ca: readFileSync(caFile) },
  });
  let frame;
  const stop = learner.follow(attempt.id, (event, at) => {
    if (event.type === 'verdict') {
      frame?.(event.verdict, at);
    }
  });
  const path = `${server}/apis/apps/v1/namespaces/${namespace}/deployments/web?fieldManager=bench&force=true`;
  const apply = async replicas => {
    const { statusCode, body } = await request(path, {
      method: 'PATCH',
      dispatcher: agent,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/apply-patch+yaml',
      },
      body: JSON.stringify(deployment(replicas)),
    });
    const text = await body.text();
    if (statusCode >= 300) {
      throw new Error(`PATCH: ${statusCode} ${text}`);
    }
    return performance.now();
  };
  return {
    /** Every change alters an observed value, so that it must cause a frame. */
    async change(round) {
      const arrived = new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error('no verdict frame')),
          FRAME_TIMEOUT_MS,
        );
        frame = (_, at) => {
          clearTimeout(timer);
          resolve(at);
        };
      });
      const answered = await apply(round % 2 === 0 ? 1 : 2);
      const at = await arrived;
      frame = undefined;
      // Let what the controllers do next settle, so that it is not taken for the next change.
      await new Promise(resolve => setTimeout(resolve, 400));
      return Math.max(0, at - answered);
    },
    close() {
      stop();
      agent.close();
    },
  };
}

function deployment(replicas) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [
            {
              name: 'web',
              image: 'registry.k8s.io/e2e-test-images/agnhost:2.53',
              args: ['netexec'],
            },
          ],
        },
      },
    },
  };
}

export { LAB };

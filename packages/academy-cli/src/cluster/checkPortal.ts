import { setTimeout as sleep } from 'node:timers/promises';
import {
  ClusterError,
  createLabRuntime,
  waitForCluster,
  type ClusterObjects,
  type TrainingClusterOptions,
} from '@kubernetes-academy/lab-engine';
import { ACADEMY_ACCOUNT } from './accounts';
import { isProblem, type Finding } from './findings';

/** The shortest that API servers accept; nobody keeps it. */
const TOKEN_TTL_S = 600;
const TIMEOUT_MS = 30_000;
const RETRY_MS = 1_000;
const OBJECT = 'labs';

/**
 * Lets the lab engine judge the cluster as the portal would, with a token of
 * the portal's account: the fence must refuse what it should.
 *
 * @param patienceMs - a policy is not in force at once after it was installed
 */
export async function checkPortal(
  objects: ClusterObjects,
  cluster: TrainingClusterOptions,
  { patienceMs = 0 } = {},
): Promise<Finding[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const findings = await judgeOnce(objects, cluster);
    if (!findings.some(isProblem) || performance.now() > deadline) {
      return findings;
    }
    await sleep(RETRY_MS);
  }
}

async function judgeOnce(
  objects: ClusterObjects,
  cluster: TrainingClusterOptions,
): Promise<Finding[]> {
  let token: string;
  try {
    ({ token } = await objects.issueToken({
      namespace: ACADEMY_ACCOUNT.namespace,
      serviceAccount: ACADEMY_ACCOUNT.name,
      ttlSeconds: TOKEN_TTL_S,
    }));
  } catch (error) {
    if (error instanceof ClusterError && [403, 404].includes(error.status)) {
      return [
        {
          level: 'unread',
          object: OBJECT,
          text: `whether the fence refuses could not be tried: ${error.message}`,
        },
      ];
    }
    throw error;
  }
  const runtime = createLabRuntime({
    clusters: [{ ...cluster, identity: { token } }],
  });
  try {
    const status = await waitForCluster(runtime, cluster.name, {
      timeoutMs: TIMEOUT_MS,
    });
    if (status?.state !== 'ready') {
      return [
        {
          level: 'missing',
          object: OBJECT,
          text: `are off: ${status?.message?.en ?? 'no answer'}`,
        },
      ];
    }
    return [
      {
        level: 'ok',
        object: OBJECT,
        text: 'can run: the portal gets in, and the fence refuses what it must',
      },
      {
        level: 'info',
        object: 'capabilities',
        text: status.capabilities.join(', ') || 'none was found',
      },
    ];
  } finally {
    await runtime.close();
  }
}

import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../scripts/lib/paths.mjs';
import { summary } from './figures.mjs';

const ROUNDS = 8;
/** Sandboxes that are wanted at the same time. */
const AT_ONCE = 5;
const ADMIN = 'bench-admin';

/**
 * Five sandboxes at a time: from each learner's POST until the `ready` frame,
 * and the same objects applied by an admin over the same transport. The two
 * take turns, so that both see the same machine.
 */
export async function measureProvisioning({ parts, learners, unitId }) {
  const admin = adminClient(parts.connection);
  const portal = [];
  const direct = [];
  const atOnce = Array.from({ length: AT_ONCE }, (_, index) => index);
  for (let round = 0; round < ROUNDS; round++) {
    const started = await Promise.all(
      atOnce.map(async index => {
        const learner = learners[(round * AT_ONCE + index) % learners.length];
        return { learner, ...(await learner.start(unitId)) };
      }),
    );
    portal.push(...started.map(({ readyMs }) => readyMs));
    await Promise.all(
      started.map(({ learner, attempt }) => learner.end(attempt)),
    );
    direct.push(...(await Promise.all(atOnce.map(() => admin.provision()))));
  }
  await admin.close();
  const figures = { portal: summary(portal), admin: summary(direct) };
  const ratio = share =>
    Math.round((figures.portal[share] / figures.admin[share]) * 100) / 100;
  return { ...figures, ratioP50: ratio('p50Ms'), ratioP95: ratio('p95Ms') };
}

function adminClient(connection) {
  const load = createRequire(
    path.join(ROOT, 'packages/lab-engine/src/index.ts'),
  );
  const { createGateway } = load('./gateway');
  const { provisionAsAdmin } = load('./testing/provisionAsAdmin');
  const gateway = createGateway({
    clusters: [
      {
        name: 'bench',
        title: 'bench',
        server: connection.server,
        caFile: connection.caFile,
        identity: { token: adminToken(connection) },
        maxSandboxes: 1000,
        capabilities: {},
      },
    ],
  });
  const [{ client }] = gateway.clusters();
  return {
    async provision() {
      const id = randomUUID();
      const namespace = `acad-bench-${id.slice(0, 8)}`;
      const begin = performance.now();
      await provisionAsAdmin(client, {
        namespace,
        owner: { instance: 'bench', attemptId: id },
        expiresAt: new Date(Date.now() + 3_600_000),
      });
      const elapsed = performance.now() - begin;
      await client.delete({
        apiVersion: 'v1',
        kind: 'Namespace',
        name: namespace,
      });
      return elapsed;
    },
    close: () => gateway.close(),
  };
}

/** Token of a cluster-admin in kube-system, whom the guards exempt. */
function adminToken({ kubectl, adminKubeconfig }) {
  const run = (...args) => {
    const { status, stdout, stderr } = spawnSync(
      kubectl,
      ['--kubeconfig', adminKubeconfig, ...args],
      { encoding: 'utf8' },
    );
    if (status !== 0 && !stderr.includes('already exists')) {
      throw new Error(stderr);
    }
    return stdout.trim();
  };
  run('create', 'serviceaccount', ADMIN, '-n', 'kube-system');
  run(
    ...['create', 'clusterrolebinding', ADMIN, '--clusterrole=cluster-admin'],
    `--serviceaccount=kube-system:${ADMIN}`,
  );
  return run('create', 'token', ADMIN, '-n', 'kube-system', '--duration=1h');
}

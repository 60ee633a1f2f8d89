import { measureBundle } from './bundle.mjs';
import { measureIdle } from './idle.mjs';
import { LAB, measureLatency } from './latency.mjs';
import { Learner } from './learner.mjs';
import { startParts } from './parts.mjs';
import { measureProvisioning } from './provisioning.mjs';

const LEARNERS = 20;
const CATALOG_TIMEOUT_MS = 60_000;

/** Figures of the portal on an embedded cluster of its own, with 20 learners. */
export async function measurePortal() {
  const parts = await startParts({ learners: LEARNERS });
  try {
    const learners = [];
    for (let number = 0; number < LEARNERS; number++) {
      learners.push(await signIn(parts, number));
    }
    const provisioning = await measureProvisioning({
      parts,
      learners,
      unitId: LAB,
    });
    const attempts = [];
    for (const learner of learners) {
      attempts.push((await learner.start(LAB)).attempt);
    }
    const latency = await measureLatency({
      learners,
      attempts,
      caFile: parts.connection.caFile,
    });
    const idle = await measureIdle(parts);
    for (const [index, learner] of learners.entries()) {
      await learner.end(attempts[index]);
    }
    const figures = { latency, provisioning, idle, bundle: measureBundle() };
    printTable(figures);
    return figures;
  } finally {
    await parts.stop();
  }
}

/** The catalog reads its files shortly after the start. */
async function signIn({ portal, learnerRef }, number) {
  const deadline = Date.now() + CATALOG_TIMEOUT_MS;
  for (;;) {
    try {
      return await Learner.signIn(portal.url, learnerRef(number));
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }
}

function printTable(figures) {
  const { latency, provisioning, idle, bundle } = figures;
  console.table({
    'change -> verdict frame, 20 attempts live': {
      p50: `${latency.p50Ms} ms`,
      p95: `${latency.p95Ms} ms`,
      goal: 'p95 <= 100 ms',
    },
    'sandbox ready (POST -> ready)': {
      p50: `${provisioning.portal.p50Ms} ms`,
      p95: `${provisioning.portal.p95Ms} ms`,
      goal: 'p95 <= 1 s',
    },
    'the same objects applied by an admin': {
      p50: `${provisioning.admin.p50Ms} ms`,
      p95: `${provisioning.admin.p95Ms} ms`,
      goal: `ratio at p50 ${provisioning.ratioP50} (<= 1.5)`,
    },
    'requests in 60 s, 20 attempts idle': {
      p50: `${idle.requests}`,
      p95: `${idle.reopenedWatches} watches reopened`,
      goal: '0 besides watches',
    },
    "academy plugin's initial JavaScript": {
      p50: `${bundle.initialKiBGzip} KiB gzip`,
      p95: `${bundle.lazyKiBGzip} KiB gzip lazy`,
      goal: '<= 150 KiB gzip',
    },
  });
}

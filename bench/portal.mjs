import { measureBundle } from './bundle.mjs';
import { measureIdle } from './idle.mjs';
import { LAB, measureLatency } from './latency.mjs';
import { Learner } from './learner.mjs';
import { startParts } from './parts.mjs';
import { measureProvisioning } from './provisioning.mjs';

const LEARNERS = Number(process.env.ACADEMY_BENCH_LEARNERS ?? 100);
/** Sandboxes that are started at the same time before the measurement. */
const STARTING = 5;
const CATALOG_TIMEOUT_MS = 60_000;

/** Figures of the portal on an embedded cluster of its own, with 100 learners. */
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
    for (let at = 0; at < learners.length; at += STARTING) {
      const started = await Promise.all(
        learners.slice(at, at + STARTING).map(each => each.start(LAB)),
      );
      attempts.push(...started.map(({ attempt }) => attempt));
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
  const row = ({ p50Ms, p95Ms, p99Ms }, goal = '') => ({
    p50: `${p50Ms} ms`,
    p95: `${p95Ms} ms`,
    p99: `${p99Ms} ms`,
    goal,
  });
  const { watch, evaluateAndStore, stream } = latency.stages;
  console.table({
    [`change -> verdict frame, ${LEARNERS} learners at work`]: row(
      latency.frame,
      'p95 <= 150 ms, p99 <= 300 ms',
    ),
    'change -> event of a bare watch': row(latency.bareWatch, 'reference'),
    '  of the frame: until the check reads': row(watch),
    '  evaluate and store': row(evaluateAndStore),
    '  stream': row(stream),
    'sandbox ready, 5 at once (POST -> ready)': row(
      provisioning.portal,
      'p95 <= 1.5 s',
    ),
    'the same objects applied by an admin': row(
      provisioning.admin,
      `ratio at p50 ${provisioning.ratioP50} (<= 1.3)`,
    ),
    [`requests in 60 s, ${LEARNERS} attempts idle`]: {
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

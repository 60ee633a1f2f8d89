import {
  metricsServiceRef,
  type MetricsService,
} from '@backstage/backend-plugin-api/alpha';
import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { LabRuntime } from '@kubernetes-academy/backstage-plugin-academy-node';
import type { Knex } from 'knex';
import { countOpenAttempts } from '../attempts/operations';

// Alpha in Backstage: nothing but this file knows it.
export { metricsServiceRef, type MetricsService };

/** Bounds of the latency's histogram, in seconds; the goal is p95 below 0.15. */
const LATENCY_BOUNDS_S = [0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.5, 1, 2.5, 5];

/** What the Academy tells about itself while it works. */
export interface AcademyMetrics {
  /** Verdicts were written down. */
  verdictsStored(verdicts: Verdict[]): void;
}

/** Registers the metrics `academy.*`; see docs/configuration.md. */
export function createMetrics(options: {
  metrics: MetricsService;
  knex: Knex;
  /** Absent while no training cluster is configured. */
  runtime?: LabRuntime;
}): AcademyMetrics {
  const { metrics, knex, runtime } = options;
  const latency = metrics.createHistogram('academy.verdict.latency', {
    description: 'From the read of the objects to the stored verdict',
    unit: 's',
    advice: { explicitBucketBoundaries: LATENCY_BOUNDS_S },
  });

  metrics
    .createObservableGauge('academy.queue.length', {
      description: 'Attempts that wait for a sandbox, by cluster',
      unit: '{attempt}',
    })
    .addCallback(async result => {
      const counts = await countOpenAttempts({ knex });
      for (const { cluster, state, count } of counts) {
        if (state === 'requested') {
          result.observe(count, { cluster });
        }
      }
    });
  metrics
    .createObservableGauge('academy.sandboxes', {
      description: 'Sandboxes by cluster and state of their attempt',
      unit: '{sandbox}',
    })
    .addCallback(async result => {
      const counts = await countOpenAttempts({ knex });
      for (const { cluster, state, count } of counts) {
        if (state !== 'requested') {
          result.observe(count, { cluster, state });
        }
      }
    });
  if (runtime) {
    observeRuntime(metrics, runtime);
  }

  return {
    verdictsStored(verdicts) {
      const now = Date.now();
      for (const verdict of verdicts) {
        const { outcome } = verdict;
        const seconds = Math.max(0, now - readAt(verdict)) / 1000;
        latency.record(seconds, { outcome });
      }
    },
  };
}

function observeRuntime(metrics: MetricsService, runtime: LabRuntime): void {
  metrics
    .createObservableGauge('academy.watches', {
      description: 'Open watches of this replica, by cluster',
      unit: '{watch}',
    })
    .addCallback(result => {
      const { watches } = runtime.statistics();
      for (const [cluster, open] of Object.entries(watches)) {
        result.observe(open, { cluster });
      }
    });
  metrics
    .createObservableCounter('academy.cel.worker.kills', {
      description: 'Workers that were ended because an expression ran away',
      unit: '{worker}',
    })
    .addCallback(result => result.observe(runtime.statistics().workerKills));
}

/** When what a verdict says was read, in milliseconds since the epoch. */
function readAt({ since, evidence }: Verdict): number {
  return Math.max(
    ...[since, ...evidence.map(({ at }) => at)].map(at => Date.parse(at)),
  );
}

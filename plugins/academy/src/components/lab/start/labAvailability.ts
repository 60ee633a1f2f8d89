import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';

/** Whether a unit can be started now, and per cluster why not. */
export interface LabAvailability {
  available: boolean;
  /** Those that can host the unit now, or all of them when none can. */
  clusters: {
    cluster: TrainingClusterStatus;
    /** Capabilities that the unit needs and the cluster lacks; empty unless it is ready. */
    missing: string[];
  }[];
}

/** Compares the training clusters with what a unit needs. */
export function labAvailability(
  clusters: TrainingClusterStatus[],
  needs: string[],
): LabAvailability {
  const compared = clusters.map(cluster => ({
    cluster,
    missing:
      cluster.state === 'ready'
        ? needs.filter(need => !cluster.capabilities.includes(need))
        : [],
  }));
  const usable = compared.filter(
    ({ cluster, missing }) => cluster.state === 'ready' && missing.length === 0,
  );
  return usable.length > 0
    ? { available: true, clusters: usable }
    : { available: false, clusters: compared };
}

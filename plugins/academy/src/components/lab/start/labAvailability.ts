import {
  clustersFor,
  missingCapabilities,
  type TrainingClusterStatus,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** A training cluster that cannot host a unit now. */
export interface UnfitCluster {
  cluster: TrainingClusterStatus;
  /** Capabilities that it lacks; empty unless it is ready. */
  missing: string[];
}

/** Where a unit can run now, and where it cannot. */
export interface LabAvailability {
  /** The best one first. */
  hosts: TrainingClusterStatus[];
  /** In the order of the configuration. */
  others: UnfitCluster[];
}

/** Compares the training clusters with what a unit needs. */
export function labAvailability(
  clusters: TrainingClusterStatus[],
  needs: string[],
): LabAvailability {
  const hosts = clustersFor(clusters, needs);
  const others = clusters
    .filter(cluster => !hosts.includes(cluster))
    .map(cluster => ({
      cluster,
      missing:
        cluster.state === 'ready'
          ? missingCapabilities(needs, cluster.capabilities)
          : [],
    }));
  return { hosts, others };
}

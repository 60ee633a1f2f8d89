import type { LocalizedText } from '../content/types';

/** A training cluster and whether labs can run on it. @public */
export interface TrainingClusterStatus {
  /** Unique in the portal; attempts name their cluster by it. */
  name: string;
  /** Name for people. */
  title: string;
  /** Sandboxes are made on `ready` clusters only. */
  state: 'ready' | 'starting' | 'unavailable';
  /** Why labs are off on this cluster and what to do. */
  message?: LocalizedText;
  /** What units may need of it, e.g. `real-nodes`: detected, then corrected by the configuration. */
  capabilities: string[];
  /** Version of its API server, e.g. `v1.36.3`; absent until it has answered. */
  kubernetesVersion?: string;
  /** Sandboxes of all portals that are not being deleted; absent while it cannot be read. */
  activeSandboxes?: number;
  /** Sandboxes that may exist at once. */
  maxSandboxes: number;
}

/** Whether labs may start; a switch of the platform team. @public */
export interface LabSwitch {
  /** Name of the training cluster; all of them when absent. */
  cluster?: string;
  /** Why, for learners who wait. */
  reason: LocalizedText;
  /** ISO time. */
  since: string;
  /** Entity ref of who did it. */
  by: string;
}

/** A sandbox whose deletion does not come to its end. @public */
export interface StuckSandbox {
  /** Name of the training cluster. */
  cluster: string;
  /** Name of the namespace. */
  namespace: string;
  /** ISO time at which its deletion was asked for. */
  since: string;
  /** The namespace's own words on why it is still there. */
  conditions: { type: string; message: string }[];
}

/** What the platform team sees of labs. @public */
export interface LabsOverview {
  /** All training clusters. */
  clusters: TrainingClusterStatus[];
  /** Where nobody is let in. */
  switches: LabSwitch[];
  /** Attempts by state, those with a sandbox or in the queue. */
  attempts: { cluster: string; state: string; count: number }[];
  /** Sandboxes that have been terminating for more than ten minutes. */
  stuck: StuckSandbox[];
}

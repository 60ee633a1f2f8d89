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

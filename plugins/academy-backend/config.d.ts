import type { HumanDuration } from '@backstage/types';

export interface Config {
  /** Kubernetes Academy. */
  academy?: {
    /**
     * Label value on every sandbox of this portal, so that several portals may
     * share a training cluster. Default: `default`.
     */
    instance?: string;

    content?: {
      /**
       * The lessons folder: absolute, or relative to the working directory or
       * the nearest folder above it that has it. Default: `./lessons`.
       */
      path?: string;
      /** Load lessons again when a file changes. Default: true outside production. */
      watch?: boolean;
      /** Serve the courses that show what the lab engine can do. Default: false. */
      examples?: boolean;
    };

    attempts?: {
      /** Life of a sandbox, e.g. `2h`. Default: 2 hours. */
      ttl?: HumanDuration | string;
      /** A sandbox in which nothing was done for so long ends. Default: 45 minutes. */
      idle?: HumanDuration | string;
      /** A sandbox never lives longer, however often it is extended. Default: 8 hours. */
      hardLimit?: HumanDuration | string;
      /** What one extension by the learner adds. Default: 30 minutes. */
      extension?: HumanDuration | string;
      /** Attempts that one learner may have at the same time. Default: 1. */
      perLearner?: number;
    };

    readiness?: {
      /** Sets of required units, for a role or for a technology. */
      paths?: Array<{
        /** Lower-case letters, digits and dashes; part of links. */
        id: string;
        title: { en: string; ko: string };
        /** How many days a completion counts. */
        validityDays: number;
        /** Unit ids, `<course>/<module>/<unit>`. */
        units: string[];
      }>;
    };

    recommendations?: {
      /** Unit id per rule, where another lesson than the rule's own is to be proposed. */
      rules?: { [rule: string]: string };
    };
  };
}

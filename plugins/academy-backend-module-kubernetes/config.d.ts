export interface Config {
  academy?: {
    /**
     * Clusters on which learners get sandboxes. Without any, lessons and
     * quizzes work and labs say what is missing.
     */
    trainingClusters?: Array<{
      /**
       * Name of a cluster in `kubernetes.clusterLocatorMethods` (type `config`),
       * from which its address and certificate authority are taken. The
       * credentials there are not used.
       */
      cluster: string;

      /** What people read. Default: the cluster's title, or its name. */
      title?: string;

      /**
       * The ServiceAccount with which the Academy makes sandboxes. One of
       * `token` and `tokenFile`.
       */
      identity: {
        /**
         * The token itself, for example from the environment.
         * @visibility secret
         */
        token?: string;
        /** A file with the token, read again whenever it changes. */
        tokenFile?: string;
      };

      /** File in which an embedded cluster says how far its start is. */
      statusFile?: string;

      /** Sandboxes that may exist at once; further attempts wait. Default: 20. */
      maxSandboxes?: number;

      /**
       * What the cluster offers and cannot be detected, for example
       * `networkpolicy-cni`. Added to what is detected.
       */
      capabilities?: string[];
    }>;
  };
}

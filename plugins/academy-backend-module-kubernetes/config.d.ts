export interface Config {
  academy?: {
    /**
     * Clusters on which learners get sandboxes. Without any, lessons and
     * quizzes work and labs say what is missing.
     */
    trainingClusters?: Array<{
      /**
       * Name of a cluster of the portal. With gateway `direct` one in
       * `kubernetes.clusterLocatorMethods` of type `config`, from which its
       * address and certificate authority are taken; the credentials there are
       * not used. With gateway `proxy` one of any locator.
       */
      cluster: string;

      /** What people read. Default: the cluster's title, or its name. */
      title?: string;

      /**
       * How requests get to the API server: `direct`, or `proxy` through the
       * portal's Kubernetes backend, for clusters that only that can reach or
       * find. Default: direct.
       */
      gateway?: 'direct' | 'proxy';

      /**
       * Who the Academy is where it makes sandboxes. Exactly one of `token`,
       * `tokenFile`, `certificateFile` with `keyFile`, `kubeconfig` with
       * `context`, and `inCluster`.
       */
      identity: {
        /**
         * The token itself, for example from the environment.
         * @visibility secret
         */
        token?: string;
        /** A file with the token, read again whenever it changes. */
        tokenFile?: string;
        /** A client certificate in PEM, read again whenever it changes. Not with gateway `proxy`. */
        certificateFile?: string;
        /** The key of `certificateFile` in PEM, read again whenever it changes. */
        keyFile?: string;
        /** A kubeconfig whose user is the Academy: token, certificate or credential plugin. */
        kubeconfig?: string;
        /** The context of `kubeconfig` whose user is meant. */
        context?: string;
        /** The ServiceAccount of the pod that the portal runs in. */
        inCluster?: boolean;
      };

      /**
       * Where learners' kubectl reaches the API server, if not at the address
       * in `kubernetes.clusterLocatorMethods`. With gateway `proxy` learners
       * have no kubeconfig without it.
       */
      server?: string;

      /** Certificate authority of `server`, PEM in base64. */
      caData?: string;

      /** File in which an embedded cluster says how far its start is. */
      statusFile?: string;

      /** Sandboxes that may exist at once; further attempts wait. Default: 20. */
      maxSandboxes?: number;

      /** Requests that the Academy may send in a second, twice as many at once. Default: 200. */
      requestsPerSecond?: number;

      /** Where sandboxes come from. Default: namespaces are made and deleted. */
      sandboxes?: {
        /**
         * `policy`: the Academy makes and deletes namespaces, and an admission
         * policy limits it to its own. `pool`: it lends namespaces that exist,
         * and has no rights outside of them. Default: policy.
         */
        mode?: 'policy' | 'pool';

        /**
         * With mode `policy`: sandboxes that are kept ready ahead of demand,
         * beside those in use. Default: 0.
         */
        prepared?: number;

        /**
         * With mode `pool`: the namespaces. `maxSandboxes` is then their number
         * unless it says less.
         */
        namespaces?: string[];
      };

      /**
       * Whose watches checks read from: `sandbox`, those of each sandbox with
       * its own read-only token, or `cluster`, one for each kind with the
       * Academy's own identity, for clusters that are given to training. Not
       * with mode `pool`. Default: sandbox.
       */
      watchScope?: 'sandbox' | 'cluster';

      /**
       * Corrects what is detected on the cluster: `true` adds a capability,
       * such as `networkpolicy-cni`, and `false` takes it away.
       */
      capabilities?: { [name: string]: boolean };
    }>;
  };
}

import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { ClusterProxy } from '@kubernetes-academy/lab-engine';

/** Id of Backstage's Kubernetes backend. */
const PLUGIN_ID = 'kubernetes';
/** Which of its clusters a request is for; see `HEADER_KUBERNETES_CLUSTER` there. */
const CLUSTER_HEADER = 'backstage-kubernetes-cluster';
/** Becomes `Authorization` at the API server, as it is; see `HEADER_KUBERNETES_AUTH` there. */
const CLUSTER_AUTHORIZATION_HEADER = 'backstage-kubernetes-authorization';

/**
 * The proxy of Backstage's Kubernetes backend, called as this plugin and never
 * as a learner: whoever may use it acts with the portal's own rights. What
 * happens on the cluster happens with the token that is handed on.
 */
export function createClusterProxy(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): ClusterProxy {
  const { auth, discovery } = options;
  return {
    async baseUrl() {
      return `${await discovery.getBaseUrl(PLUGIN_ID)}/proxy`;
    },
    async headers({ cluster, authorization }) {
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: PLUGIN_ID,
      });
      return {
        authorization: `Bearer ${token}`,
        [CLUSTER_HEADER]: cluster,
        [CLUSTER_AUTHORIZATION_HEADER]: authorization,
      };
    },
  };
}

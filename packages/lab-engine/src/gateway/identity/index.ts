export { IN_CLUSTER_AUTHORITY_FILE, IN_CLUSTER_TOKEN_FILE } from './inCluster';
export { identityCredentials } from './identityCredentials';
export { noIdentity } from './noIdentity';
export { loadKubeconfig } from './loadKubeconfig';
export type { KubeconfigContext } from './loadKubeconfig';

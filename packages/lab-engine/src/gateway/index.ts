export { ClusterError } from './ClusterError';
export type { ClusterErrorOptions, StatusCause } from './ClusterError';
export { ClusterClient } from './ClusterClient';
export type {
  ClusterClientOptions,
  DeleteOptions,
  KindRef,
  ListOptions,
  ObjectRef,
  WriteOptions,
} from './ClusterClient';
export { createGateway } from './createGateway';
export type {
  ClusterGateway,
  CreateGatewayOptions,
  GatewayCluster,
} from './createGateway';
export type {
  ClientCertificate,
  Credential,
  CredentialSource,
} from './credentials';
export { IN_CLUSTER_AUTHORITY_FILE, IN_CLUSTER_TOKEN_FILE } from './identity';
export type { ClusterProxy } from './proxyRoute';
export { DISCOVERY_TYPE, RestMapper } from './RestMapper';
export type { RestMapping } from './RestMapper';
export { directRoute } from './route';
export { fileToken, fixedToken } from './tokens';
export type { TokenSource } from './tokens';
export { trainingClusterFromKubeconfig } from './trainingClusterFromKubeconfig';
export { Transport } from './Transport';
export type { ApiAnswer, ApiCall, SocketTarget } from './Transport';

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
export { createDirectGateway } from './createDirectGateway';
export type { ClusterGateway, GatewayCluster } from './createDirectGateway';
export type { RestMapping } from './RestMapper';
export { fileToken, fixedToken } from './tokens';
export type { TokenSource } from './tokens';
export { trainingClusterFromKubeconfig } from './trainingClusterFromKubeconfig';
export type { ApiAnswer, ApiCall } from './Transport';

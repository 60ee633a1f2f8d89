export { CLUSTER_PATHS, createClustersRouter } from './createClustersRouter';

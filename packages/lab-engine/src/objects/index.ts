export { openClusterObjects } from './openClusterObjects';
export type {
  ClusterObject,
  ClusterObjectRef,
  ClusterObjects,
  ServiceAccountToken,
  WantedObject,
} from './types';

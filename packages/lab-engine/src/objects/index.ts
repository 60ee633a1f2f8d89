export { openClusterObjects } from './openClusterObjects';
export type {
  ClusterObjectRef,
  ClusterObjects,
  ServiceAccountToken,
  WantedObject,
} from './types';

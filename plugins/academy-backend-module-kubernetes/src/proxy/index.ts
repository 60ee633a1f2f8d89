export { createClusterProxy } from './createClusterProxy';

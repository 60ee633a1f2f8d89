export { NestedCluster } from './NestedCluster';
export { nestedLabError, nestedUnreadable } from './messages';
export type { NestedKubeconfig } from './nestedKubeconfig';
export { NestedObjectSource } from './NestedObjectSource';
export { routeKinds } from './routeKinds';
export { startControlPlane } from './startControlPlane';

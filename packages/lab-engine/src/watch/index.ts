export { ClusterObjects } from './ClusterObjects';
export type { ClusterObjectsOptions } from './ClusterObjects';
export { KindWatch } from './KindWatch';
export type { KindWatchOptions } from './KindWatch';
export { unreadable } from './messages';
export type { Unreadable } from './messages';
export { SandboxWatches } from './SandboxWatches';
export type { SandboxObjects, SandboxWatchesOptions } from './SandboxWatches';

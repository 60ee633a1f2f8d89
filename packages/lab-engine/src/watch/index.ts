export { KindWatch } from './KindWatch';
export type { KindWatchOptions } from './KindWatch';
export { SandboxWatches } from './SandboxWatches';
export type { SandboxWatchesOptions } from './SandboxWatches';

export { KindWatch } from './KindWatch';
export type { KindWatchOptions } from './KindWatch';
export { unreadable } from './messages';
export type { Unreadable } from './messages';
export { SandboxWatches } from './SandboxWatches';
export type { SandboxWatchesOptions } from './SandboxWatches';

export { createLabRuntime } from './createLabRuntime';
export type { CreateLabRuntimeOptions } from './createLabRuntime';
export * from './types';
export { waitForCluster } from './waitForCluster';

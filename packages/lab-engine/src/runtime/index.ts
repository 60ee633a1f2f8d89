export { createLabRuntime } from './createLabRuntime';
export type { CreateLabRuntimeOptions } from './createLabRuntime';
export { LabError } from './LabError';
export * from './types';
export { waitForCluster } from './waitForCluster';

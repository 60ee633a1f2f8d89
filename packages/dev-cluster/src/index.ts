/**
 * The embedded evaluation cluster.
 *
 * @packageDocumentation
 */
export { readConnection } from './state/connection';
export type { ClusterConnection } from './state/connection';
export { readStatus } from './state/status';
export type {
  ClusterComponentStatus,
  ClusterPhase,
  ClusterStatus,
} from './state/status';
export { createProgram } from './cli/program';
export type { ProgramOptions } from './cli/program';

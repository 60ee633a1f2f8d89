/**
 * The command line for authors of lessons and for platform teams.
 *
 * @packageDocumentation
 */
export { createProgram } from './program';
export type { AcademyProgramOptions } from './commands/types';
export { prove } from './prove';
export type {
  ExampleChoice,
  ProofReport,
  ProofResult,
  ProveOptions,
  StepRecord,
} from './prove';
export { formatProblem, validate } from './validate';
export type { ValidationReport } from './validate';

/**
 * The command line for authors of lessons.
 *
 * @packageDocumentation
 */
export { createProgram } from './program';
export type { AcademyProgramOptions } from './program';
export { prove } from './prove';
export type { ProofReport, ProveOptions } from './prove';
export { formatProblem, validate } from './validate';
export type { ValidationReport } from './validate';

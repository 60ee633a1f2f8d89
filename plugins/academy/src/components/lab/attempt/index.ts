export { attemptPhase, tasksOf } from './attemptPhase';
export {
  canExtend,
  clockMs,
  type EndCause,
  nearEnd,
  timeToPass,
} from './times';
export { useAttempt } from './useAttempt';
export type { AttemptActions, AttemptHandle } from './useAttempt';
export { useAttemptUnit } from './useAttemptUnit';
export type { Connection } from './useAttemptStream';
export {
  changedChecks,
  checkStatus,
  countPassed,
  countsAsPassed,
  type CheckStatus,
  verdictOf,
} from './verdicts';

export { attemptPhase, tasksOf, timeToPass } from './attemptPhase';
export { useAttempt } from './useAttempt';
export type { AttemptActions, AttemptHandle } from './useAttempt';
export type { Connection } from './useAttemptStream';
export {
  changedChecks,
  checkStatus,
  countPassed,
  countsAsPassed,
  type CheckStatus,
  verdictOf,
} from './verdicts';

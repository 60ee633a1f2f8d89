export { AttemptService, type AttemptServiceOptions } from './AttemptService';
export { createAttempts, type AttemptsOptions } from './createAttempts';
export { createAttemptsRouter } from './createAttemptsRouter';
export {
  AttemptWorker,
  type AttemptWorkerOptions,
} from './worker/AttemptWorker';

export { createProgressRouter, PROGRESS_PATHS } from './createProgressRouter';
export {
  DatabaseProgressStore,
  type Completion,
} from './DatabaseProgressStore';
export { DatabaseQuizStore } from './DatabaseQuizStore';
export { ProgressService, type LearnerState } from './ProgressService';

export * from './CheckTracker';
export * from './createCheckSession';
export { evaluateCheck } from './evaluateCheck';
export type { CheckEvaluation } from './judge';
export * from './kinds';
export * from './types';

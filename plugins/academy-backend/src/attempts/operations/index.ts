export { claimAttempts, type Places } from './claimAttempts';
export { createAttempt, type RequestedAttempt } from './createAttempt';
export { endAttempt } from './endAttempt';
export { markFaultsReverted, recordFault } from './faultJournal';
export {
  releaseLeases,
  releaseLeasesOfLastProcess,
  renewLeases,
} from './leases';
export { markSandboxGone } from './markSandboxGone';
export * from './readAttempt';
export { recordVerdicts } from './recordVerdicts';
export { resetAttempt } from './resetAttempt';
export { revealHint } from './revealHint';
export { transitionAttempt } from './transitionAttempt';
export { unsolvedScenarios } from './unsolvedScenarios';

export { extendAttempt, noteActivity } from './activity';
export { listAnswers, listAnswersOfLearner, saveAnswer } from './answers';
export { assertHeld } from './assertHeld';
export { claimAttempts, type Places } from './claimAttempts';
export { createAttempt, type RequestedAttempt } from './createAttempt';
export { endAttempt } from './endAttempt';
export { expireAttempt } from './expireAttempt';
export {
  listOpenFaults,
  markFaultsReverted,
  recordFault,
} from './faultJournal';
export { giveUpAttempt } from './giveUpAttempt';
export { allowLabs, listSwitches, readStops, stopLabs } from './labSwitches';
export {
  releaseLeases,
  releaseLeasesOfLastProcess,
  renewLeases,
} from './leases';
export { markSandboxGone } from './markSandboxGone';
export { announceQueues, readQueues } from './queue';
export * from './readAttempt';
export { recordVerdicts } from './recordVerdicts';
export { resetAttempt } from './resetAttempt';
export { revealHint } from './revealHint';
export {
  listObjects,
  pinsOf,
  recordLeft,
  recordObjects,
  type ScenarioObject,
} from './scenarioObjects';
export { transitionAttempt } from './transitionAttempt';
export { unsolvedScenarios } from './unsolvedScenarios';

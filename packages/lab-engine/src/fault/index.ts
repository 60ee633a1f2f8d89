export { applySetup } from './applySetup';
export { injectFaults } from './injectFaults';
export { OPERATION_ANNOTATION } from './readManifests';
export type { Operation } from './readManifests';
export { readObjects } from './readObjects';
export { rollBack } from './rollBack';
export { withoutServerFields } from './serverFields';
export { proveFault, waitUntilPassed } from './watchChecks';
export type { OpenSession } from './watchChecks';

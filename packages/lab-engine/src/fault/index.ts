export { applySetup } from './applySetup';
export { injectFaults } from './injectFaults';
export { OPERATION_ANNOTATION } from './readManifests';
export type { Operation } from './readManifests';
export { proveFault, waitUntilPassed } from './watchChecks';
export type { OpenSession } from './watchChecks';

/**
 * Kubernetes Academy in the portal: courses, lessons, labs, readiness.
 *
 * @packageDocumentation
 */
export { academyApiRef, type AcademyApi } from './api';
export { academyPlugin as default } from './plugin';
export { rootRouteRef, unitRouteRef } from './routing';
export { academyTranslationRef } from './translation';

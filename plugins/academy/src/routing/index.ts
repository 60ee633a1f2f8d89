export { rootRouteRef, unitRouteRef } from './routes';
export { ACADEMY_TABS, type AcademyTab } from './tabs';
export { PAST_ATTEMPT, useAcademyLinks } from './useAcademyLinks';

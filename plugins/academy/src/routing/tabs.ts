/** The tabs of the Academy's page by their path, in order. */
export const ACADEMY_TABS = [
  'courses',
  'record',
  'readiness',
  'admin',
] as const;
/** A tab of the Academy's page. */
export type AcademyTab = (typeof ACADEMY_TABS)[number];

export { academyApiRef } from './academyApiRef';
export type { AcademyApi } from './academyApiRef';

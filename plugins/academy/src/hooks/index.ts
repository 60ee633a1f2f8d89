export { useAcademyData } from './useAcademyData';
export type { AcademyData } from './useAcademyData';
export { useAcademyLanguage } from './useAcademyLanguage';
export { useFormatDate } from './useFormatDate';
export { useLocalized } from './useLocalized';
export { useSend } from './useSend';

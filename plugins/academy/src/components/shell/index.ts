export { AcademyPage, type AcademyPageTab } from './AcademyPage';
export { LanguageRegion } from './LanguageRegion';
export { LanguageSwitch } from './LanguageSwitch';
export { TabContent } from './TabContent';

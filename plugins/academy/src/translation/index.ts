export { academyTranslationRef } from './academyTranslationRef';

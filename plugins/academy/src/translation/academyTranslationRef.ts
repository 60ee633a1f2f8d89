import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { en } from './en';

/** Texts of the Academy; Korean comes with the plugin. @public */
export const academyTranslationRef = createTranslationRef({
  id: 'academy',
  messages: en,
  translations: { ko: () => import('./ko') },
});

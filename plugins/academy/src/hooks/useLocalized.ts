import { useCallback } from 'react';
import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useAcademyLanguage } from './useAcademyLanguage';

/** A function that picks the text in the language of the app. */
export function useLocalized(): (text: LocalizedText) => string {
  const { language } = useAcademyLanguage();
  return useCallback(text => text[language], [language]);
}

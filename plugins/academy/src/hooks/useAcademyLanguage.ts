import { useMemo } from 'react';
import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import useObservable from 'react-use/lib/useObservable';
import type { Language } from '@kubernetes-academy/backstage-plugin-academy-common';

/** The language of the app as the Academy's content knows it, and how to change it. */
export function useAcademyLanguage(): {
  language: Language;
  /** False where the app does not offer both languages. */
  switchable: boolean;
  setLanguage(language: Language): void;
} {
  const api = useApi(appLanguageApiRef);
  const observable = useMemo(() => api.language$(), [api]);
  const { language } = useObservable(observable, api.getLanguage());
  const { languages } = api.getAvailableLanguages();
  return {
    language: toAcademyLanguage(language),
    switchable: languages.includes('en') && languages.includes('ko'),
    setLanguage: next => api.setLanguage(next),
  };
}

/** `ko` and its regional forms are Korean; every other language reads English. */
function toAcademyLanguage(appLanguage: string): Language {
  return appLanguage.split('-')[0] === 'ko' ? 'ko' : 'en';
}

import { useCallback } from 'react';
import { useAcademyLanguage } from './useAcademyLanguage';

/** Formats an ISO time in the language of the app: the day, or with `time` to the minute. */
export function useFormatDate(): (
  iso: string,
  options?: { time?: boolean },
) => string {
  const { language } = useAcademyLanguage();
  return useCallback(
    (iso, { time } = {}) =>
      new Intl.DateTimeFormat(language, {
        dateStyle: 'medium',
        ...(time ? { timeStyle: 'short' } : {}),
      }).format(new Date(iso)),
    [language],
  );
}

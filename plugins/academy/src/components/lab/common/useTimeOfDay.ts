import { useMemo } from 'react';
import { useAcademyLanguage } from '../../../hooks';

/** A function that writes an ISO time as the learner's time of day. */
export function useTimeOfDay(): (iso: string) => string {
  const { language } = useAcademyLanguage();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
    return iso => format.format(new Date(iso));
  }, [language]);
}

import type { CSSProperties, ReactNode } from 'react';
import type { Language } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useAcademyLanguage } from '../../hooks';

// Korean is easier to read when lines break between words, not within.
const LINE_BREAKS: Record<Language, CSSProperties> = {
  en: {},
  ko: { wordBreak: 'keep-all', overflowWrap: 'break-word' },
};

/** Tells screen readers and fonts the language of what is inside. */
export function LanguageRegion(props: { children: ReactNode }) {
  const { language } = useAcademyLanguage();
  return (
    <div lang={language} style={LINE_BREAKS[language]}>
      {props.children}
    </div>
  );
}

import { useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  CheckView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { changedChecks, countPassed } from '../attempt';
import { useHiddenText } from '../common';

/** Tells screen readers, politely, which checks have changed. */
export function VerdictAnnouncer(props: {
  attempt: AttemptView;
  checks: CheckView[];
}) {
  const { attempt, checks } = props;
  const classes = useHiddenText();
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const [text, setText] = useState('');
  const announced = useRef(attempt.verdicts);

  useEffect(() => {
    const changes = changedChecks(announced.current, attempt.verdicts, checks);
    announced.current = attempt.verdicts;
    if (changes.length === 0) {
      return;
    }
    const sentences = changes.map(({ check, status }) =>
      t('lab.check.announce', {
        title: localized(check.title),
        status: t(`lab.check.${status}`),
      }),
    );
    const passed = t('lab.session.passed', {
      passed: String(countPassed(attempt, checks)),
      total: String(checks.length),
    });
    setText([...sentences, passed].join(' '));
  }, [attempt, checks, localized, t]);

  return (
    <div className={classes.root} role="status" aria-live="polite">
      {text}
    </div>
  );
}

import { useEffect, useRef, useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  CheckView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { changedChecks, countPassed } from '../attempt';

const useStyles = makeStyles({
  // Read by screen readers only; `display: none` would silence it.
  root: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** Tells screen readers, politely, which checks have changed. */
export function VerdictAnnouncer(props: {
  attempt: AttemptView;
  checks: CheckView[];
}) {
  const { attempt, checks } = props;
  const classes = useStyles();
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

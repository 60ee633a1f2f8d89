import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AttemptView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { timeToPass } from '../attempt';
import { formatDuration, useNow } from '../common';

/** Time left of the sandbox and, in a challenge, the clock since the fault was proven. */
export function SessionTimes(props: {
  attempt: AttemptView;
  withClock: boolean;
}) {
  const { attempt, withClock } = props;
  const { expiresAt, readyAt } = attempt;
  const { t } = useTranslationRef(academyTranslationRef);
  const now = useNow(true);
  return (
    <>
      {withClock && readyAt && (
        <Time
          label={t('lab.session.clock')}
          ms={timeToPass(attempt) ?? now - Date.parse(readyAt)}
        />
      )}
      {expiresAt && (
        <Time
          label={t('lab.session.timeLeft')}
          ms={Date.parse(expiresAt) - now}
        />
      )}
    </>
  );
}

function Time({ label, ms }: { label: string; ms: number }) {
  return (
    // A timer is not announced every second, but can be read at any time.
    <Typography variant="body2" role="timer" aria-label={label}>
      {label} <strong>{formatDuration(ms)}</strong>
    </Typography>
  );
}

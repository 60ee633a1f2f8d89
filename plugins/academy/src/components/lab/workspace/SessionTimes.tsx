import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AttemptView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { clockMs, timeToPass } from '../attempt';
import { formatDuration, useNow, useTimeOfDay } from '../common';

/** Time left of the sandbox, its end and, in a challenge, the clock since the fault was proven. */
export function SessionTimes(props: {
  attempt: AttemptView;
  withClock: boolean;
}) {
  const { attempt, withClock } = props;
  const { expiresAt } = attempt;
  const { t } = useTranslationRef(academyTranslationRef);
  const timeOfDay = useTimeOfDay();
  const now = useNow(true);
  const clock = timeToPass(attempt) ?? clockMs(attempt, now);
  return (
    <>
      {withClock && clock !== undefined && (
        <Time label={t('lab.session.clock')} ms={clock} />
      )}
      {expiresAt && (
        <>
          <Time
            label={t('lab.session.timeLeft')}
            ms={Date.parse(expiresAt) - now}
          />
          <Typography variant="body2" color="textSecondary">
            {t('lab.session.endsAt', { time: timeOfDay(expiresAt) })}
          </Typography>
        </>
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

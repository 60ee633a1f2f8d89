import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AttemptView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { canExtend, nearEnd } from '../attempt';
import { ActionError, useNow, useTimeOfDay } from '../common';

/**
 * Warns before the attempt ends by itself, and says when its clock stands
 * still. Sentences name times of day, so that they are announced once and not
 * every second.
 */
export function TimeNotices(props: {
  attempt: AttemptView;
  withClock: boolean;
  onExtend(): Promise<void>;
}) {
  const { attempt, withClock, onExtend } = props;
  return (
    <>
      <div role="status">
        {withClock && attempt.pausedSince && (
          <PausedNotice attempt={attempt} since={attempt.pausedSince} />
        )}
      </div>
      <EndNotice attempt={attempt} onExtend={onExtend} />
    </>
  );
}

function PausedNotice(props: { attempt: AttemptView; since: string }) {
  const { attempt, since } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const timeOfDay = useTimeOfDay();
  const reason =
    attempt.verdicts.find(({ outcome }) => outcome === 'unknown')?.reason ??
    'unreachable';
  return (
    <Alert severity="info" role="presentation" style={{ marginBottom: 16 }}>
      {t('lab.time.paused', {
        time: timeOfDay(since),
        reason: t(`lab.reason.${reason}`),
      })}
    </Alert>
  );
}

function EndNotice(props: { attempt: AttemptView; onExtend(): Promise<void> }) {
  const { attempt, onExtend } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const timeOfDay = useTimeOfDay();
  const now = useNow(true);
  const [{ loading, error, value: extended }, extend] = useAsyncFn(async () => {
    await onExtend();
    return true;
  }, [onExtend]);
  const end = nearEnd(attempt, now);
  const { expiresAt, hardEndsAt } = attempt;

  return (
    <>
      <div role="status">
        {end && (
          <Alert
            severity="warning"
            role="presentation"
            style={{ marginBottom: 16 }}
            action={
              canExtend(attempt) && (
                <Button
                  color="inherit"
                  size="small"
                  disabled={loading}
                  onClick={extend}
                >
                  {t('lab.time.extend')}
                </Button>
              )
            }
          >
            {t(`lab.time.end.${end.cause}`, { time: timeOfDay(end.at) })}{' '}
            {hardEndsAt &&
              canExtend(attempt) &&
              t('lab.time.latest', { time: timeOfDay(hardEndsAt) })}
          </Alert>
        )}
        {!end && extended && expiresAt && (
          <Alert
            severity="success"
            role="presentation"
            style={{ marginBottom: 16 }}
          >
            {t('lab.time.extended', { time: timeOfDay(expiresAt) })}
          </Alert>
        )}
      </div>
      <ActionError error={loading ? undefined : error} />
    </>
  );
}

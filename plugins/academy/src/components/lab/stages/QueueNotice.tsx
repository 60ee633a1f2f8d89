import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  QueuePlace,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { ConfirmButton, useTimeOfDay } from '../common';

/** Where a waiting attempt stands, how long that may take, and why nobody is let in. */
export function QueueNotice(props: {
  attempt: AttemptView;
  queue: QueuePlace;
  onLeave(): Promise<void>;
}) {
  const { attempt, queue, onLeave } = props;
  const { position, expectedWaitSeconds, stopped } = queue;
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const timeOfDay = useTimeOfDay();
  return (
    <>
      <div role="status">
        {stopped && (
          <Alert severity="warning" role="presentation">
            <AlertTitle>{t('lab.queue.stopped')}</AlertTitle>
            {localized(stopped)}
          </Alert>
        )}
        <Box my={2}>
          <Typography variant="h6" component="p">
            {t('lab.queue.position', { position: String(position) })}
          </Typography>
          {!stopped && expectedWaitSeconds !== undefined && (
            <Typography>
              {t('lab.queue.wait', {
                count: Math.max(1, Math.ceil(expectedWaitSeconds / 60)),
              })}
            </Typography>
          )}
          <Typography variant="body2" color="textSecondary">
            {t('lab.queue.byItself')}{' '}
            {attempt.expiresAt &&
              t('lab.queue.until', { time: timeOfDay(attempt.expiresAt) })}
          </Typography>
        </Box>
      </div>
      <ConfirmButton
        id="academy-leave-queue"
        label={t('lab.queue.leave')}
        title={t('lab.queue.leaveTitle')}
        text={t('lab.queue.leaveText')}
        confirmLabel={t('lab.queue.leaveConfirm')}
        onConfirm={onLeave}
        buttonProps={{ size: 'small', variant: 'outlined' }}
      />
    </>
  );
}

import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LabSwitch } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useFormatDate, useLocalized, useSend } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { errorMessage } from '../../common';

/** Where no lab starts, why, since when and by whom, and the way to take that back. */
export function SwitchNotice(props: {
  stop: LabSwitch;
  /** Absent: all of them. */
  clusterTitle?: string;
  onAllowed(): Promise<void>;
}) {
  const { stop, clusterTitle, onAllowed } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const formatDate = useFormatDate();
  const { run, sending, error } = useSend(async api => {
    await api.allowLabs(stop.cluster);
    await onAllowed();
  });
  return (
    <Alert
      severity="warning"
      role="status"
      style={{ marginBottom: 16 }}
      action={
        <Button
          color="inherit"
          size="small"
          disabled={sending}
          onClick={() => run()}
        >
          {t('admin.labs.allow')}
        </Button>
      }
    >
      <AlertTitle>
        {clusterTitle
          ? t('admin.labs.stoppedOn', { cluster: clusterTitle })
          : t('admin.labs.stoppedAll')}
      </AlertTitle>
      <Typography variant="body2">{localized(stop.reason)}</Typography>
      <Typography variant="body2">
        {t('admin.labs.stoppedBy', {
          by: stop.by,
          time: formatDate(stop.since, { time: true }),
        })}
      </Typography>
      {error && (
        <Typography variant="body2" role="alert">
          {t('lab.action.failed', { message: errorMessage(error) })}
        </Typography>
      )}
    </Alert>
  );
}

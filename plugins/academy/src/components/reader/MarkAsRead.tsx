import { useRef } from 'react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import DoneIcon from '@material-ui/icons/CheckCircle';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormatDate, useSend } from '../../hooks';
import { academyTranslationRef } from '../../translation';
import { errorMessage } from '../common';

/** Records that the lesson was read, and says when it was. */
export function MarkAsRead(props: { unit: UnitView }) {
  const { unit } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const formatDate = useFormatDate();
  const reading = useSend(api => api.completeUnit(unit.id), unit.progress);
  const root = useRef<HTMLDivElement>(null);
  const completedAt = reading.value?.completedAt;
  return (
    <div
      ref={root}
      tabIndex={-1}
      aria-live="polite"
      style={{ marginTop: 32, outline: 'none' }}
    >
      {completedAt ? (
        <Typography>
          <DoneIcon
            fontSize="small"
            aria-hidden
            style={{ verticalAlign: 'text-bottom' }}
          />{' '}
          {t('reader.read', { date: formatDate(completedAt) })}
        </Typography>
      ) : (
        <Button
          variant="contained"
          color="primary"
          onClick={async () => {
            await reading.run();
            // The button is gone now; the keyboard stays where it was.
            root.current?.focus();
          }}
        >
          {t('reader.markRead')}
        </Button>
      )}
      {reading.error && (
        <Typography color="error">
          {t('reader.markFailed', { message: errorMessage(reading.error) })}
        </Typography>
      )}
    </div>
  );
}

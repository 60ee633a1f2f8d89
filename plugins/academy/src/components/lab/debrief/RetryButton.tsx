import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AttemptView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { ActionError, ConfirmButton } from '../common';

/** Another try with other values; asks first where that removes a sandbox. */
export function RetryButton(props: {
  attempt: AttemptView;
  onStartOver(): Promise<void>;
}) {
  const { attempt, onStartOver } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const [{ loading, error }, startOver] = useAsyncFn(onStartOver, [
    onStartOver,
  ]);
  return (
    <Box mt={3}>
      {attempt.endedAt ? (
        <Button
          variant="contained"
          color="primary"
          disabled={loading}
          onClick={startOver}
        >
          {t('lab.debrief.retry')}
        </Button>
      ) : (
        <ConfirmButton
          id="academy-retry"
          label={t('lab.debrief.retry')}
          title={t('lab.debrief.retryTitle')}
          text={t('lab.debrief.retryText')}
          confirmLabel={t('lab.debrief.retryConfirm')}
          onConfirm={onStartOver}
          buttonProps={{ variant: 'outlined', color: 'primary' }}
        />
      )}
      <ActionError error={loading ? undefined : error} />
    </Box>
  );
}

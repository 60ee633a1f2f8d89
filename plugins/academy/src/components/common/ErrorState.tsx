import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../translation';
import { DeniedState } from './DeniedState';
import { errorMessage, errorStatus } from './errors';
import { NotFoundState } from './NotFoundState';
import { StateMessage } from './StateMessage';

/**
 * Shown where data could not be read: 403 as denied, 404 as not found, anything
 * else with the server's words and a way to try again.
 */
export function ErrorState(props: { error: Error; onRetry?(): void }) {
  const { error, onRetry } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const status = errorStatus(error);
  if (status === 403) {
    return <DeniedState />;
  }
  if (status === 404) {
    return <NotFoundState />;
  }
  return (
    <StateMessage
      role="alert"
      title={t('common.errorTitle')}
      action={
        onRetry && (
          <Button variant="outlined" color="primary" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        )
      }
    >
      {errorMessage(error)}
    </StateMessage>
  );
}

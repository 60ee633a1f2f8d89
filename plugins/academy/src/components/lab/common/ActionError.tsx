import Alert from '@material-ui/lab/Alert';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../../translation';
import { errorMessage } from '../../common';

/** Says at once why an action of the learner did not work. */
export function ActionError({ error }: { error?: Error }) {
  const { t } = useTranslationRef(academyTranslationRef);
  return error ? (
    <Alert severity="error">
      {t('lab.action.failed', { message: errorMessage(error) })}
    </Alert>
  ) : null;
}

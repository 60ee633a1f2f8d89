import Button from '@material-ui/core/Button';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptState,
  AttemptView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { StateMessage } from '../../common';
import type { AttemptActions } from '../attempt';
import { ActionError } from '../common';

/** Why an attempt is over, and the way to another one. */
export function OverPanel(props: {
  attempt: AttemptView;
  actions: Pick<AttemptActions, 'start' | 'leave'>;
}) {
  const { attempt, actions } = props;
  const { state, message, scenario } = attempt;
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const [{ loading, error }, tryAgain] = useAsyncFn(
    () => actions.start(scenario ? { scenario } : undefined),
    [actions, scenario],
  );
  const outcome = outcomeOf(state);

  return (
    <StateMessage
      role={outcome === 'failed' ? 'alert' : 'status'}
      title={t(`lab.over.${outcome}Title`)}
      action={
        outcome === 'failed' ? (
          <Button
            variant="contained"
            color="primary"
            disabled={loading}
            onClick={tryAgain}
          >
            {t('lab.over.tryAgain')}
          </Button>
        ) : (
          <Button variant="contained" color="primary" onClick={actions.leave}>
            {t('lab.over.startAgain')}
          </Button>
        )
      }
    >
      <p>{message ? localized(message) : t(`lab.over.${outcome}Text`)}</p>
      <ActionError error={loading ? undefined : error} />
    </StateMessage>
  );
}

function outcomeOf(state: AttemptState) {
  switch (state) {
    case 'passed':
    case 'expired':
    case 'failed':
      return state;
    default:
      return 'abandoned';
  }
}

import { useState } from 'react';
import Button from '@material-ui/core/Button';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AttemptView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { StateMessage } from '../../common';
import type { AttemptActions } from '../attempt';
import { ActionError } from '../common';
import { DebriefSection } from '../debrief';

/** Why an attempt is over, what was wrong in its scenario, and the way to another one. */
export function OverPanel(props: {
  attempt: AttemptView;
  actions: Pick<AttemptActions, 'startOver' | 'leave'>;
}) {
  const { attempt, actions } = props;
  const { message, scenario, readyAt, gaveUp, state } = attempt;
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const [asked, setAsked] = useState(false);
  const [{ loading, error }, tryAgain] = useAsyncFn(actions.startOver, [
    actions.startOver,
  ]);
  const outcome = outcomeOf(attempt);
  const hasDebrief = scenario !== undefined && readyAt !== undefined;
  // Whoever means to try again need not be told yet.
  const debriefed = hasDebrief && (asked || gaveUp || state === 'passed');

  return (
    <>
      <StateMessage
        role={outcome === 'failed' ? 'alert' : 'status'}
        title={t(`lab.over.${outcome}Title`)}
        action={
          <>
            {outcome === 'failed' ? (
              <Button
                variant="contained"
                color="primary"
                disabled={loading}
                onClick={tryAgain}
              >
                {t('lab.over.tryAgain')}
              </Button>
            ) : (
              <Button
                variant="contained"
                color="primary"
                onClick={actions.leave}
              >
                {t('lab.over.startAgain')}
              </Button>
            )}{' '}
            {hasDebrief && !debriefed && (
              <Button onClick={() => setAsked(true)}>
                {t('lab.debrief.show')}
              </Button>
            )}
          </>
        }
      >
        <p>{message ? localized(message) : t(`lab.over.${outcome}Text`)}</p>
        <ActionError error={loading ? undefined : error} />
      </StateMessage>
      {debriefed && (
        <DebriefSection attempt={attempt} onStartOver={actions.startOver} />
      )}
    </>
  );
}

function outcomeOf({ state, gaveUp }: AttemptView) {
  switch (state) {
    case 'passed':
    case 'expired':
    case 'failed':
      return state;
    default:
      return gaveUp ? 'gaveUp' : 'abandoned';
  }
}

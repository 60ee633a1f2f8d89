import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { timeToPass } from '../attempt';
import { formatDuration } from '../common';
import { ScoreSummary } from './ScoreSummary';

/** Says that the unit is passed, how fast, what it is worth, and what becomes of the sandbox. */
export function PassedPanel(props: { unit: UnitView; attempt: AttemptView }) {
  const { unit, attempt } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const isChallenge = unit.kind === 'Challenge';
  const time = timeToPass(attempt);
  return (
    <Alert severity="success" role="status" style={{ marginBottom: 16 }}>
      <AlertTitle>
        {t(isChallenge ? 'lab.passed.challengeTitle' : 'lab.passed.labTitle')}
      </AlertTitle>
      <Typography variant="body2">
        {t('lab.passed.text')}{' '}
        {isChallenge &&
          time !== undefined &&
          t('lab.passed.time', { time: formatDuration(time) })}
      </Typography>
      {attempt.score && <ScoreSummary score={attempt.score} />}
      {attempt.assisted && (
        <Typography variant="body2">
          {t('lab.passed.assisted')}
          {isChallenge && ` ${t('lab.score.none')}`}
        </Typography>
      )}
      <Typography variant="body2">{t('lab.passed.sandbox')}</Typography>
    </Alert>
  );
}

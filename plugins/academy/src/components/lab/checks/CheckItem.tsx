import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  CheckView,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { checkStatus } from '../attempt';
import { useTimeOfDay } from '../common';
import { AnswerForm } from './AnswerForm';
import { EvidenceList } from './EvidenceList';
import { StatusIcon } from './StatusIcon';
import { VerdictText } from './VerdictText';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  // What cannot be read stands apart from what is not yet right.
  unknown: {
    borderLeft: `4px dashed ${theme.palette.warning.main}`,
    paddingLeft: theme.spacing(1),
  },
  body: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  status: { fontWeight: 700 },
}));

/** One check with its verdict: icon, word, sentence, what was read, since when. */
export function CheckItem(props: {
  check: CheckView;
  verdict?: Verdict;
  /** It counts, also when it does not hold at the moment. */
  countsAsPassed: boolean;
  /** The newest answer, where the check asks for one. */
  answer?: string;
  onAnswer(checkId: string, answer: string): Promise<void>;
}) {
  const { check, verdict, countsAsPassed, answer, onAnswer } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const timeOfDay = useTimeOfDay();
  const status = checkStatus(verdict);

  return (
    <li
      className={`${classes.root} ${
        status === 'unknown' ? classes.unknown : ''
      }`}
      data-status={status}
    >
      <StatusIcon status={status} />
      <div className={classes.body}>
        <Typography variant="subtitle1" component="h4">
          {localized(check.title)}
        </Typography>
        <Typography variant="body2">
          <span className={classes.status}>{t(`lab.check.${status}`)}</span>
          {verdict && (
            <Typography
              variant="caption"
              component="span"
              color="textSecondary"
            >
              {' '}
              {t('lab.check.since', { time: timeOfDay(verdict.since) })}
            </Typography>
          )}
        </Typography>
        <VerdictText verdict={verdict} />
        {countsAsPassed && status !== 'passed' && (
          <Typography variant="body2">{t('lab.check.passedBefore')}</Typography>
        )}
        {verdict && <EvidenceList evidence={verdict.evidence} />}
        {check.answer && (
          <AnswerForm
            checkId={check.id}
            question={check.answer}
            given={answer}
            onAnswer={onAnswer}
          />
        )}
      </div>
    </li>
  );
}

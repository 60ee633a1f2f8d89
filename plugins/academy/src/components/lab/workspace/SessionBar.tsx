import Chip from '@material-ui/core/Chip';
import LinearProgress from '@material-ui/core/LinearProgress';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  CheckView,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { type AttemptHandle, countPassed } from '../attempt';
import { ConfirmButton } from '../common';
import { ConnectionLine } from './ConnectionLine';
import { SandboxPlace } from './SandboxPlace';
import { SessionTimes } from './SessionTimes';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2), marginBottom: theme.spacing(2) },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: theme.spacing(3),
    rowGap: theme.spacing(1),
  },
  actions: {
    marginLeft: 'auto',
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
  },
  progress: { margin: theme.spacing(1, 0) },
}));

/** Progress, times, connection, and what can be done with the whole attempt. */
export function SessionBar(props: {
  unit: UnitView;
  attempt: AttemptView;
  checks: CheckView[];
  lab: AttemptHandle;
}) {
  const { unit, attempt, checks, lab } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const passed = countPassed(attempt, checks);
  const progress = t('lab.session.passed', {
    passed: String(passed),
    total: String(checks.length),
  });

  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.root}
      aria-label={t('lab.session.label')}
    >
      <div className={classes.row}>
        <Typography variant="subtitle1" component="p">
          {progress}
        </Typography>
        {attempt.assisted && (
          <Chip size="small" label={t('lab.session.assisted')} />
        )}
        <SessionTimes attempt={attempt} withClock={unit.kind === 'Challenge'} />
        <SessionActions
          lab={lab}
          canReset={attempt.state === 'ready'}
          canGiveUp={attempt.state === 'ready' && unit.kind === 'Challenge'}
          className={classes.actions}
        />
      </div>
      <LinearProgress
        className={classes.progress}
        variant="determinate"
        value={(100 * passed) / Math.max(1, checks.length)}
        aria-label={progress}
      />
      <div className={classes.row}>
        <ConnectionLine connection={lab.connection} onReload={lab.reload} />
        <SandboxPlace attempt={attempt} />
      </div>
    </Paper>
  );
}

function SessionActions(props: {
  lab: AttemptHandle;
  canReset: boolean;
  canGiveUp: boolean;
  className: string;
}) {
  const { lab, canReset, canGiveUp, className } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <div className={className}>
      {canReset && (
        <ConfirmButton
          id="academy-reset"
          label={t('lab.session.reset')}
          title={t('lab.session.resetTitle')}
          text={t('lab.session.resetText')}
          confirmLabel={t('lab.session.resetConfirm')}
          onConfirm={lab.reset}
          buttonProps={{ size: 'small' }}
        />
      )}
      {canGiveUp && (
        <ConfirmButton
          id="academy-give-up"
          label={t('lab.session.giveUp')}
          title={t('lab.session.giveUpTitle')}
          text={t('lab.session.giveUpText')}
          confirmLabel={t('lab.session.giveUpConfirm')}
          onConfirm={lab.giveUp}
          buttonProps={{ size: 'small' }}
        />
      )}
      <ConfirmButton
        id="academy-end"
        label={t('lab.session.end')}
        title={t('lab.session.endTitle')}
        text={t('lab.session.endText')}
        confirmLabel={t('lab.session.endConfirm')}
        onConfirm={lab.end}
        buttonProps={{ size: 'small' }}
      />
    </div>
  );
}

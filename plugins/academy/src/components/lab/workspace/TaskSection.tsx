import Chip from '@material-ui/core/Chip';
import Grid from '@material-ui/core/Grid';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import SolvedIcon from '@material-ui/icons/CheckCircle';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  TaskView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { LessonMarkdown } from '../../markdown';
import {
  type AttemptActions,
  countPassed,
  countsAsPassed,
  verdictOf,
} from '../attempt';
import { CheckItem } from '../checks';
import { HintPanel } from '../hints';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2), marginBottom: theme.spacing(2) },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  checks: { listStyle: 'none', padding: 0, marginTop: 0 },
}));

/** A task of a lab, or the briefing of a challenge: text on the left, verdicts on the right. */
export function TaskSection(props: {
  task: TaskView;
  title: string;
  attempt: AttemptView;
  actions: Pick<AttemptActions, 'revealHint' | 'answer'>;
}) {
  const { task, title, attempt, actions } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const solved = countPassed(attempt, task.checks) === task.checks.length;
  const titleId = `task-${task.id}`;

  return (
    <Paper
      variant="outlined"
      component="section"
      className={classes.root}
      aria-labelledby={titleId}
    >
      <div className={classes.header}>
        <Typography id={titleId} variant="h5" component="h3">
          {title}
        </Typography>
        {solved && (
          <Chip
            size="small"
            icon={<SolvedIcon />}
            label={t('lab.task.solved')}
            style={{ margin: 0 }}
          />
        )}
      </div>
      <Grid container spacing={3}>
        <Grid item xs={12} md={7}>
          <LessonMarkdown text={localized(task.text)} />
        </Grid>
        <Grid item xs={12} md={5}>
          <ul className={classes.checks} aria-label={t('lab.task.checks')}>
            {task.checks.map(check => (
              <CheckItem
                key={check.id}
                check={check}
                verdict={verdictOf(attempt, check.id)}
                countsAsPassed={countsAsPassed(attempt, check.id)}
                answer={attempt.answers[check.id]}
                onAnswer={actions.answer}
              />
            ))}
          </ul>
          <HintPanel
            task={task}
            attempt={attempt}
            onReveal={actions.revealHint}
          />
        </Grid>
      </Grid>
    </Paper>
  );
}

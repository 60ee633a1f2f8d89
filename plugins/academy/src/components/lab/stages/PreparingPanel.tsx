import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import DoneIcon from '@material-ui/icons/CheckCircle';
import CurrentIcon from '@material-ui/icons/HourglassEmpty';
import WaitingIcon from '@material-ui/icons/RadioButtonUnchecked';
import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { formatDuration, useNow } from '../common';
import { QueueNotice } from './QueueNotice';

const STAGES = ['requested', 'provisioning', 'injecting', 'ready'] as const;

const ICONS = { done: DoneIcon, current: CurrentIcon, waiting: WaitingIcon };

const useStyles = makeStyles(theme => ({
  stages: { listStyle: 'none', padding: 0 },
  stage: {
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
  },
  done: { '& svg': { color: theme.palette.success.main } },
  current: { fontWeight: 700 },
  waiting: { color: theme.palette.text.secondary },
}));

/** How far the sandbox is, or its place in the queue; moves with the stream. */
export function PreparingPanel(props: {
  unit: UnitView;
  attempt: AttemptView;
  onLeave(): Promise<void>;
}) {
  const { unit, attempt, onLeave } = props;
  const { queue, message } = attempt;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const now = useNow(true);
  const current = STAGES.findIndex(stage => stage === attempt.state);

  const labelOf = (stage: (typeof STAGES)[number]) =>
    stage === 'injecting'
      ? t(
          unit.kind === 'Challenge'
            ? 'lab.preparing.injectingChallenge'
            : 'lab.preparing.injectingLab',
        )
      : t(`lab.preparing.${stage}`);

  return (
    <InfoCard
      title={t(queue ? 'lab.queue.title' : 'lab.preparing.title')}
      subheader={t('lab.preparing.elapsed', {
        elapsed: formatDuration(now - Date.parse(attempt.createdAt)),
      })}
    >
      <LinearProgress aria-label={t('lab.preparing.title')} />
      <ol className={classes.stages}>
        {STAGES.map((stage, index) => {
          const progress = progressOf(index, current);
          const Icon = ICONS[progress];
          return (
            <li
              key={stage}
              className={`${classes.stage} ${classes[progress]}`}
              aria-current={progress === 'current' ? 'step' : undefined}
            >
              <Icon titleAccess={t(`lab.preparing.${progress}`)} />
              {labelOf(stage)}
            </li>
          );
        })}
      </ol>
      {queue ? (
        <QueueNotice attempt={attempt} queue={queue} onLeave={onLeave} />
      ) : (
        <Typography role="status">
          {message
            ? localized(message)
            : labelOf(STAGES[current] ?? 'requested')}
        </Typography>
      )}
    </InfoCard>
  );
}

function progressOf(index: number, current: number) {
  if (index < current) {
    return 'done';
  }
  return index === current ? 'current' : 'waiting';
}

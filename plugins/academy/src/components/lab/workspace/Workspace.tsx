import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import AccordionSummary from '@material-ui/core/AccordionSummary';
import Box from '@material-ui/core/Box';
import Grid from '@material-ui/core/Grid';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { DataState } from '../../common';
import { LessonMarkdown } from '../../markdown';
import {
  type AttemptActions,
  type AttemptHandle,
  tasksOf,
  useAttemptUnit,
} from '../attempt';
import { VerdictAnnouncer } from '../checks';
import { DebriefSection } from '../debrief';
import { TerminalPanel } from '../terminal';
import { YamlPanel } from '../yaml';
import { PassedPanel } from './PassedPanel';
import { SessionBar } from './SessionBar';
import { TaskSection } from './TaskSection';
import { TimeNotices } from './TimeNotices';

/** Everything a learner works with while the sandbox lives. */
export function Workspace(props: {
  unit: UnitView;
  attempt: AttemptView;
  lab: AttemptHandle;
}) {
  const { unit, attempt, lab } = props;
  const isChallenge = unit.kind === 'Challenge';
  const own = useAttemptUnit(attempt);
  // Checks are the same in both, only their words have the attempt's values.
  const checks = tasksOf(own.value ?? unit, attempt).flatMap(
    task => task.checks,
  );

  return (
    <>
      <VerdictAnnouncer attempt={attempt} checks={checks} />
      <SessionBar unit={unit} attempt={attempt} checks={checks} lab={lab} />
      <TimeNotices
        attempt={attempt}
        withClock={isChallenge}
        onExtend={lab.extend}
      />
      {attempt.state === 'passed' && (
        <PassedPanel unit={unit} attempt={attempt} />
      )}
      {attempt.state === 'passed' && isChallenge && (
        <DebriefSection attempt={attempt} onStartOver={lab.startOver} />
      )}
      <DataState data={own}>
        {value => <Tasks unit={value} attempt={attempt} actions={lab} />}
      </DataState>
      <Grid container spacing={2}>
        <Grid item xs={12} md={7}>
          <YamlPanel attemptId={attempt.id} />
        </Grid>
        <Grid item xs={12} md={5}>
          {attempt.namespace && (
            <TerminalPanel
              attemptId={attempt.id}
              namespace={attempt.namespace}
            />
          )}
        </Grid>
      </Grid>
    </>
  );
}

function Tasks(props: {
  unit: UnitView;
  attempt: AttemptView;
  actions: AttemptActions;
}) {
  const { unit, attempt, actions } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const tasks = tasksOf(unit, attempt);
  return (
    <>
      <Introduction text={localized(unit.text)} unit={unit} />
      {tasks.map((task, index) => (
        <TaskSection
          key={task.id}
          task={task}
          title={
            unit.kind === 'Challenge'
              ? t('lab.task.briefing', { title: localized(task.title) })
              : t('lab.task.title', {
                  number: String(index + 1),
                  total: String(tasks.length),
                  title: localized(task.title),
                })
          }
          attempt={attempt}
          actions={actions}
        />
      ))}
    </>
  );
}

function Introduction({ text, unit }: { text: string; unit: UnitView }) {
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <Box mb={2}>
      <Accordion variant="outlined">
        <AccordionSummary expandIcon={<ExpandMoreIcon />}>
          {t('lab.task.intro')}
        </AccordionSummary>
        <AccordionDetails>
          <LessonMarkdown text={text} diagrams={unit.diagrams} />
        </AccordionDetails>
      </Accordion>
    </Box>
  );
}

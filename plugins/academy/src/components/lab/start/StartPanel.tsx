import { useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { errorMessage, errorStatus } from '../../common';
import { LessonMarkdown } from '../../markdown';
import type { AttemptActions } from '../attempt';
import { ActiveAttemptNotice } from './ActiveAttemptNotice';
import { ClusterChooser } from './ClusterChooser';
import { ClusterNotice } from './ClusterNotice';
import { labAvailability } from './labAvailability';
import { ScenarioChooser } from './ScenarioChooser';
import { useClusters } from './useClusters';

/** What a lab or challenge is about, where it can run, and the way in. */
export function StartPanel(props: {
  unit: UnitView;
  actions: Pick<AttemptActions, 'start' | 'reload'>;
}) {
  const { unit, actions } = props;
  const isChallenge = unit.kind === 'Challenge';
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const clusters = useClusters(unit.needs);
  const availability = labAvailability(clusters.value ?? [], unit.needs);
  const { hosts } = availability;
  const [wanted, setWanted] = useState<string>();
  // The one that was chosen may have gone meanwhile.
  const cluster = hosts.find(({ name }) => name === wanted) ?? hosts[0];
  const [scenario, setScenario] = useState(
    () => unit.scenarios.find(s => !s.completed)?.id ?? unit.scenarios[0]?.id,
  );
  const chosen = hosts.length > 1 ? cluster.name : undefined;
  const [{ loading, error }, start] = useAsyncFn(
    () =>
      actions.start({
        ...(isChallenge && { scenario }),
        ...(chosen && { cluster: chosen }),
      }),
    [actions, isChallenge, scenario, chosen],
  );

  return (
    <InfoCard
      title={t(isChallenge ? 'lab.start.challengeTitle' : 'lab.start.labTitle')}
    >
      <Typography paragraph>
        {t(isChallenge ? 'lab.start.challengeText' : 'lab.start.labText')}
      </Typography>
      <LessonMarkdown text={localized(unit.text)} diagrams={unit.diagrams} />
      {unit.tasks.length > 0 && (
        <Typography paragraph>
          {t('lab.start.tasks', { count: unit.tasks.length })}
        </Typography>
      )}
      <ClusterNotice data={clusters} availability={availability} />
      {chosen && (
        <ClusterChooser hosts={hosts} chosen={chosen} onChoose={setWanted} />
      )}
      {isChallenge && (
        <ScenarioChooser
          scenarios={unit.scenarios}
          chosen={scenario}
          onChoose={setScenario}
        />
      )}
      <Box my={2}>
        <Button
          variant="contained"
          color="primary"
          disabled={!cluster || loading}
          onClick={start}
        >
          {t(isChallenge ? 'lab.start.startChallenge' : 'lab.start.startLab')}
        </Button>
      </Box>
      {error && !loading && (
        <StartRefused error={error} unit={unit} onContinue={actions.reload} />
      )}
    </InfoCard>
  );
}

function StartRefused(props: {
  error: Error;
  unit: UnitView;
  onContinue(): void;
}) {
  const { error, unit, onContinue } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const status = errorStatus(error);
  return status === 409 ? (
    <ActiveAttemptNotice unit={unit} onContinue={onContinue} />
  ) : (
    <Alert severity="error">
      {status === 403
        ? t('lab.start.denied')
        : t('lab.start.failed', { message: errorMessage(error) })}
    </Alert>
  );
}

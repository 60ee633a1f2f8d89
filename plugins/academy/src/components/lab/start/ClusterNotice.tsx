import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import { type AcademyData, useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { errorMessage } from '../../common';
import type { LabAvailability } from './labAvailability';

const SEVERITY = {
  ready: 'success',
  starting: 'info',
  unavailable: 'warning',
} as const;

/** Where the unit can run, or why it cannot and what to do. Changes are announced. */
export function ClusterNotice(props: {
  data: AcademyData<TrainingClusterStatus[]>;
  availability: LabAvailability;
}) {
  const { data, availability } = props;
  return (
    <div role="status">
      {data.value ? (
        <Clusters availability={availability} />
      ) : (
        <NotKnown error={data.error} />
      )}
    </div>
  );
}

function NotKnown({ error }: { error?: Error }) {
  const { t } = useTranslationRef(academyTranslationRef);
  return error ? (
    <Alert severity="warning" role="presentation">
      {t('lab.clusters.failed', { message: errorMessage(error) })}
    </Alert>
  ) : (
    <Typography color="textSecondary">{t('lab.clusters.loading')}</Typography>
  );
}

function Clusters({ availability }: { availability: LabAvailability }) {
  const { t } = useTranslationRef(academyTranslationRef);
  if (availability.clusters.length === 0) {
    return (
      <Alert severity="info" role="presentation">
        <Typography variant="body2" gutterBottom>
          {t('lab.clusters.none')}
        </Typography>
        <Typography variant="body2">{t('lab.clusters.noneHelp')}</Typography>
      </Alert>
    );
  }
  return (
    <>
      {availability.clusters.map(entry => (
        <ClusterLine key={entry.cluster.name} {...entry} />
      ))}
    </>
  );
}

function ClusterLine(props: LabAvailability['clusters'][number]) {
  const { cluster, missing } = props;
  const { title, state, message } = cluster;
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  return (
    <Alert
      severity={missing.length > 0 ? 'warning' : SEVERITY[state]}
      role="presentation"
    >
      {missing.length > 0
        ? t('lab.clusters.lacks', { title, missing: missing.join(', ') })
        : t(`lab.clusters.${state}`, { title })}
      {message && <Typography variant="body2">{localized(message)}</Typography>}
    </Alert>
  );
}

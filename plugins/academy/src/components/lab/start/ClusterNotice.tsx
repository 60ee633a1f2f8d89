import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { AcademyData } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { errorMessage, errorStatus } from '../../common';
import type { LabAvailability } from './labAvailability';
import { UnfitClusterLine } from './UnfitClusterLine';

/** Where the unit can run, and where it cannot, why, and what to do. Changes are announced. */
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
  if (!error) {
    return (
      <Typography color="textSecondary">{t('lab.clusters.loading')}</Typography>
    );
  }
  return (
    <Alert severity="warning" role="presentation">
      {errorStatus(error) === 403
        ? t('lab.clusters.denied')
        : t('lab.clusters.failed', { message: errorMessage(error) })}
    </Alert>
  );
}

function Clusters({ availability }: { availability: LabAvailability }) {
  const { hosts, others } = availability;
  const { t } = useTranslationRef(academyTranslationRef);
  if (hosts.length + others.length === 0) {
    return (
      <Alert severity="info" role="presentation">
        <Typography variant="body2" gutterBottom>
          {t('lab.clusters.none')}
        </Typography>
        <Typography variant="body2">{t('lab.clusters.noneHelp')}</Typography>
      </Alert>
    );
  }
  const titles = hosts.map(({ title }) => title).join(', ');
  return (
    <Box display="grid" gridGap={8}>
      {hosts.length > 0 && (
        <Alert severity="success" role="presentation">
          {hosts.length === 1
            ? t('lab.clusters.ready', { title: titles })
            : t('lab.clusters.severalReady', { titles })}
        </Alert>
      )}
      {others.map(other => (
        <UnfitClusterLine
          key={other.cluster.name}
          other={other}
          hostTitles={titles}
        />
      ))}
    </Box>
  );
}

import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LabsOverview } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useAcademyData } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { DataState, EmptyState, errorMessage } from '../../common';
import { SectionHeader } from '../SectionHeader';
import { AttemptsByState } from './AttemptsByState';
import { ClustersTable } from './ClustersTable';
import { StopLabsButton } from './StopLabsButton';
import { StuckSandboxes } from './StuckSandboxes';
import { SwitchNotice } from './SwitchNotice';

/** Training clusters, the switches that stop labs, attempts, and deletions that hang. */
export function LabsSection() {
  const { t } = useTranslationRef(academyTranslationRef);
  const data = useAcademyData(api => api.getLabsOverview(), []);
  return (
    <DataState data={data}>
      {overview => (
        <>
          <SectionHeader
            title={t('admin.labs.title')}
            text={t('admin.labs.summary', {
              clusters: String(overview.clusters.length),
              attempts: String(totalOf(overview)),
            })}
            onRefresh={data.refresh}
          >
            {overview.clusters.length > 0 && (
              <StopLabsButton
                clusters={overview.clusters}
                onStopped={data.refresh}
              />
            )}
          </SectionHeader>
          {data.error && (
            <Alert severity="error">
              {t('admin.labs.outdated', { message: errorMessage(data.error) })}
            </Alert>
          )}
          <Overview overview={overview} onChange={data.refresh} />
        </>
      )}
    </DataState>
  );
}

function Overview(props: {
  overview: LabsOverview;
  onChange(): Promise<void>;
}) {
  const { clusters, switches, attempts, stuck } = props.overview;
  const { t } = useTranslationRef(academyTranslationRef);
  const titleOf = (name: string) =>
    clusters.find(cluster => cluster.name === name)?.title ?? name;
  return (
    <>
      {switches.map(stop => (
        <SwitchNotice
          key={stop.cluster ?? ''}
          stop={stop}
          clusterTitle={stop.cluster && titleOf(stop.cluster)}
          onAllowed={props.onChange}
        />
      ))}
      {clusters.length === 0 ? (
        <EmptyState title={t('admin.labs.noneTitle')}>
          {t('lab.clusters.noneHelp')}
        </EmptyState>
      ) : (
        <ClustersTable clusters={clusters} switches={switches} />
      )}
      <Subtitle>{t('admin.labs.attempts')}</Subtitle>
      {attempts.length === 0 ? (
        <Typography>{t('admin.labs.noAttempts')}</Typography>
      ) : (
        <AttemptsByState attempts={attempts} titleOf={titleOf} />
      )}
      <Subtitle>{t('admin.labs.stuck')}</Subtitle>
      {stuck.length === 0 ? (
        <Typography>{t('admin.labs.noStuck')}</Typography>
      ) : (
        <StuckSandboxes stuck={stuck} titleOf={titleOf} />
      )}
    </>
  );
}

function Subtitle({ children }: { children: string }) {
  return (
    <Typography
      variant="h6"
      component="h3"
      gutterBottom
      style={{ marginTop: 24 }}
    >
      {children}
    </Typography>
  );
}

function totalOf({ attempts }: LabsOverview): number {
  return attempts.reduce((sum, { count }) => sum + count, 0);
}

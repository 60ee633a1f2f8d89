import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AttemptView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useAcademyData } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';

/** The sandbox's namespace and, where there are several, its training cluster. */
export function SandboxPlace({ attempt }: { attempt: AttemptView }) {
  const { namespace = '' } = attempt;
  const { t } = useTranslationRef(academyTranslationRef);
  const { value: clusters = [] } = useAcademyData(
    api => api.listClusters(),
    [],
  );
  const own = clusters.find(({ name }) => name === attempt.cluster);
  // A cluster that is no longer configured is worth a word as well.
  const isTold = clusters.length > 1 || (clusters.length === 1 && !own);
  return (
    <Typography variant="body2" color="textSecondary">
      {isTold
        ? t('lab.session.cluster', {
            namespace,
            cluster: own?.title ?? attempt.cluster,
          })
        : t('lab.session.namespace', { namespace })}
    </Typography>
  );
}

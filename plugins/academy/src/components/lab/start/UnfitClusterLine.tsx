import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { useCapabilityWords } from '../../common';
import type { UnfitCluster } from './labAvailability';

/** Why one training cluster cannot host the unit, and which can. */
export function UnfitClusterLine(props: {
  other: UnfitCluster;
  /** Of those that can; empty when none can. */
  hostTitles: string;
}) {
  const { other, hostTitles } = props;
  const { title, state, message } = other.cluster;
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const words = useCapabilityWords();
  const isTrouble = hostTitles === '' && state !== 'starting';

  const sentences = () => {
    if (state === 'starting') {
      return t(
        hostTitles ? 'lab.clusters.startingToo' : 'lab.clusters.starting',
        {
          title,
        },
      );
    }
    if (state === 'unavailable') {
      return t('lab.clusters.unavailable', { title });
    }
    const missing = other.missing.map(words.lack).join(', ');
    return [
      t('lab.clusters.lacks', { title, missing }),
      hostTitles && t('lab.clusters.elsewhere', { titles: hostTitles }),
    ].join(' ');
  };

  return (
    <Alert severity={isTrouble ? 'warning' : 'info'} role="presentation">
      {sentences()}
      {message && <Typography variant="body2">{localized(message)}</Typography>}
    </Alert>
  );
}

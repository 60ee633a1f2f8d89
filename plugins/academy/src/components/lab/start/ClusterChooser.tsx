import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TrainingClusterStatus } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { useCapabilityWords } from '../../common';

/** Nodes tell best what can be seen on a cluster. */
const NODES = ['real-nodes', 'simulated-nodes'];

/** One of the training clusters that can host the unit, the best one first. */
export function ClusterChooser(props: {
  hosts: TrainingClusterStatus[];
  /** Name of one of them. */
  chosen: string;
  onChoose(cluster: string): void;
}) {
  const { hosts, chosen, onChoose } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <FormControl component="fieldset" margin="normal">
      <FormLabel component="legend">{t('lab.clusters.choose')}</FormLabel>
      <RadioGroup
        name="cluster"
        value={chosen}
        onChange={event => onChoose(event.target.value)}
      >
        {hosts.map(host => (
          <FormControlLabel
            key={host.name}
            value={host.name}
            control={<Radio color="primary" />}
            label={<ClusterLabel cluster={host} />}
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}

function ClusterLabel({ cluster }: { cluster: TrainingClusterStatus }) {
  const { title, kubernetesVersion, capabilities } = cluster;
  const { t } = useTranslationRef(academyTranslationRef);
  const words = useCapabilityWords();
  const facts = [
    kubernetesVersion &&
      t('lab.clusters.version', { version: kubernetesVersion }),
    ...NODES.filter(name => capabilities.includes(name)).map(words.name),
    usePlaces(cluster),
  ];
  return (
    <>
      {title}{' '}
      <Typography variant="body2" color="textSecondary" component="span">
        ({facts.filter(Boolean).join(' · ')})
      </Typography>
    </>
  );
}

/** How many sandboxes fit in; undefined while it is not known. */
function usePlaces(cluster: TrainingClusterStatus): string | undefined {
  const { activeSandboxes, maxSandboxes } = cluster;
  const { t } = useTranslationRef(academyTranslationRef);
  if (activeSandboxes === undefined) {
    return undefined;
  }
  const count = maxSandboxes - activeSandboxes;
  const total = String(maxSandboxes);
  return count > 0
    ? t('lab.clusters.free', { count, total })
    : t('lab.clusters.full', { total });
}

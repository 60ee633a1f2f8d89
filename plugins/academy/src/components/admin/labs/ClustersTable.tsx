import Chip from '@material-ui/core/Chip';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import ReadyIcon from '@material-ui/icons/CheckCircle';
import UnavailableIcon from '@material-ui/icons/ErrorOutline';
import StoppedIcon from '@material-ui/icons/PauseCircleOutline';
import StartingIcon from '@material-ui/icons/Schedule';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  LabSwitch,
  TrainingClusterStatus,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { RowHeader, TableScroll, useCapabilityWords } from '../../common';

const ICONS = {
  ready: ReadyIcon,
  starting: StartingIcon,
  unavailable: UnavailableIcon,
  stopped: StoppedIcon,
};

const useStyles = makeStyles(theme => ({
  chip: { margin: 0 },
  ready: { color: theme.palette.success.main },
  starting: { color: theme.palette.text.secondary },
  unavailable: { color: theme.palette.error.main },
  stopped: { color: theme.palette.warning.main },
}));

/** Health of each training cluster, and what to do where labs are off. */
export function ClustersTable(props: {
  clusters: TrainingClusterStatus[];
  switches: LabSwitch[];
}) {
  const { clusters, switches } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <TableScroll label={t('admin.labs.clusters')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('admin.labs.cluster')}</TableCell>
            <TableCell>{t('admin.labs.state')}</TableCell>
            <TableCell style={{ minWidth: 240 }}>
              {t('admin.labs.todo')}
            </TableCell>
            <TableCell align="right">{t('admin.labs.sandboxes')}</TableCell>
            <TableCell>{t('admin.labs.version')}</TableCell>
            <TableCell>{t('admin.labs.capabilities')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {clusters.map(cluster => (
            <ClusterRow
              key={cluster.name}
              cluster={cluster}
              stopped={switches.some(
                stop => !stop.cluster || stop.cluster === cluster.name,
              )}
            />
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

function ClusterRow(props: {
  cluster: TrainingClusterStatus;
  stopped: boolean;
}) {
  const { cluster, stopped } = props;
  const { title, message, activeSandboxes, maxSandboxes } = cluster;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const words = useCapabilityWords();
  // A cluster that does not work has to be mended before its switch matters.
  const state =
    stopped && cluster.state === 'ready' ? 'stopped' : cluster.state;
  const Icon = ICONS[state];
  return (
    <TableRow>
      <RowHeader>{title}</RowHeader>
      <TableCell>
        <Chip
          size="small"
          variant="outlined"
          className={classes.chip}
          icon={<Icon className={classes[state]} />}
          label={t(`admin.labs.clusterState.${state}`)}
        />
      </TableCell>
      <TableCell>{message && localized(message)}</TableCell>
      <TableCell align="right">
        {`${activeSandboxes ?? '?'} / ${maxSandboxes}`}
      </TableCell>
      <TableCell>{cluster.kubernetesVersion}</TableCell>
      <TableCell>{cluster.capabilities.map(words.name).join(', ')}</TableCell>
    </TableRow>
  );
}

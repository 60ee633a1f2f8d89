import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LabsOverview } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { RowHeader, TableScroll } from '../../common';

/** States in which an attempt waits for a sandbox or has one. */
const STATES = [
  'requested',
  'provisioning',
  'injecting',
  'ready',
  'passed',
  'terminating',
] as const;

/** How many attempts there are on each training cluster, by state. */
export function AttemptsByState(props: {
  attempts: LabsOverview['attempts'];
  titleOf(cluster: string): string;
}) {
  const { attempts, titleOf } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const clusters = [...new Set(attempts.map(({ cluster }) => cluster))];
  const countOf = (cluster: string, state: string) =>
    attempts.find(each => each.cluster === cluster && each.state === state)
      ?.count ?? 0;
  return (
    <TableScroll label={t('admin.labs.attempts')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('admin.labs.cluster')}</TableCell>
            {STATES.map(state => (
              <TableCell key={state} align="right">
                {t(`common.attemptState.${state}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {clusters.map(cluster => (
            <TableRow key={cluster}>
              <RowHeader>{titleOf(cluster)}</RowHeader>
              {STATES.map(state => (
                <TableCell key={state} align="right">
                  {countOf(cluster, state)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

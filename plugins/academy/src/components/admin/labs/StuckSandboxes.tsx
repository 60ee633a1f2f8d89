import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StuckSandbox } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useFormatDate } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { RowHeader, TableScroll } from '../../common';

/** Sandboxes whose deletion does not come to its end, with the cluster's own words. */
export function StuckSandboxes(props: {
  stuck: StuckSandbox[];
  titleOf(cluster: string): string;
}) {
  const { stuck, titleOf } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const formatDate = useFormatDate();
  return (
    <TableScroll label={t('admin.labs.stuck')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('admin.labs.namespace')}</TableCell>
            <TableCell>{t('admin.labs.cluster')}</TableCell>
            <TableCell>{t('admin.labs.since')}</TableCell>
            <TableCell style={{ minWidth: 240 }}>
              {t('admin.labs.conditions')}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {stuck.map(({ cluster, namespace, since, conditions }) => (
            <TableRow key={`${cluster}/${namespace}`}>
              <RowHeader>
                <code>{namespace}</code>
              </RowHeader>
              <TableCell>{titleOf(cluster)}</TableCell>
              <TableCell>{formatDate(since, { time: true })}</TableCell>
              <TableCell>
                {conditions.map(({ type, message }) => (
                  <div key={type}>
                    <strong>{type}</strong>: {message}
                  </div>
                ))}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { Link } from '@backstage/core-components';
import type { LearnerRecord } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormatDate, useLocalized } from '../../hooks';
import { useAcademyLinks } from '../../routing';
import { academyTranslationRef } from '../../translation';
import { ProgressChip, RowHeader, TableScroll } from '../common';

/** The learner's units and how far each is. */
export function ProgressTable(props: { progress: LearnerRecord['progress'] }) {
  const localized = useLocalized();
  const formatDate = useFormatDate();
  const links = useAcademyLinks();
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <TableScroll label={t('record.progressTitle')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('record.unit')}</TableCell>
            <TableCell>{t('record.kind')}</TableCell>
            <TableCell>{t('record.state')}</TableCell>
            <TableCell>{t('record.completedAt')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.progress.map(unit => (
            <TableRow key={unit.unitId}>
              <RowHeader>
                <Link to={links.unit(unit.unitId)}>
                  {localized(unit.title)}
                </Link>
              </RowHeader>
              <TableCell>{t(`common.kind.${unit.kind}`)}</TableCell>
              <TableCell>
                <ProgressChip progress={unit} />
              </TableCell>
              <TableCell>
                {unit.completedAt && formatDate(unit.completedAt)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

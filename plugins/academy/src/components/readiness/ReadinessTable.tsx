import Alert from '@material-ui/lab/Alert';
import Box from '@material-ui/core/Box';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { Link } from '@backstage/core-components';
import type { ReadinessReport } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocalized } from '../../hooks';
import { useAcademyLinks } from '../../routing';
import { academyTranslationRef } from '../../translation';
import { RowHeader, TableScroll } from '../common';
import { ReadinessCell } from './ReadinessCell';

/** People of a team and their state in each unit of a path. */
export function ReadinessTable(props: { report: ReadinessReport }) {
  const { path, people, all } = props.report;
  const localized = useLocalized();
  const links = useAcademyLinks();
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <>
      {!all && (
        <Box mb={2}>
          <Alert severity="info">{t('readiness.ownRowOnly')}</Alert>
        </Box>
      )}
      <Typography variant="h5" component="h2" gutterBottom>
        {localized(path.title)}
      </Typography>
      <Typography gutterBottom>
        {all && (
          <>
            <strong>
              {t('readiness.summary', {
                ready: String(people.filter(({ ready }) => ready).length),
                total: String(people.length),
              })}
            </strong>
            {'. '}
          </>
        )}
        {t('readiness.validity', { days: String(path.validityDays) })}
      </Typography>
      <TableScroll
        label={t('readiness.tableLabel', { path: localized(path.title) })}
      >
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{t('readiness.person')}</TableCell>
              {path.units.map(unit => (
                <TableCell key={unit.id}>
                  <Link to={links.unit(unit.id)}>{localized(unit.title)}</Link>
                </TableCell>
              ))}
              <TableCell>{t('readiness.overall')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {people.map(person => (
              <TableRow key={person.userRef}>
                <RowHeader>{person.name}</RowHeader>
                {path.units.map(({ id }) => (
                  <TableCell key={id}>
                    <ReadinessCell
                      unit={person.units.find(({ unitId }) => unitId === id)}
                    />
                  </TableCell>
                ))}
                <TableCell>
                  {person.ready
                    ? t('readiness.ready')
                    : t('readiness.notReady')}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableScroll>
    </>
  );
}

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
import { RowHeader, TableScroll } from '../common';

type Attempt = LearnerRecord['attempts'][number];

/** The learner's attempts, as the backend orders them. */
export function AttemptsTable(props: { attempts: Attempt[] }) {
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <TableScroll label={t('record.attemptsTitle')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{t('record.unit')}</TableCell>
            <TableCell>{t('record.cluster')}</TableCell>
            <TableCell>{t('record.state')}</TableCell>
            <TableCell>{t('record.startedAt')}</TableCell>
            <TableCell>{t('record.endedAt')}</TableCell>
            <TableCell align="right">{t('record.score')}</TableCell>
            <TableCell align="right">{t('record.hints')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.attempts.map(attempt => (
            <AttemptRow key={attempt.id} attempt={attempt} />
          ))}
        </TableBody>
      </Table>
    </TableScroll>
  );
}

function AttemptRow(props: { attempt: Attempt }) {
  const { attempt } = props;
  const localized = useLocalized();
  const formatDate = useFormatDate();
  const links = useAcademyLinks();
  const { t } = useTranslationRef(academyTranslationRef);
  const state = attempt.gaveUp
    ? t('record.gaveUp')
    : t(`common.attemptState.${attempt.state}`);
  return (
    <TableRow>
      <RowHeader>
        <Link to={links.unit(attempt.unitId)}>{localized(attempt.title)}</Link>
        {attempt.scenario && ` (${attempt.scenario})`}
      </RowHeader>
      <TableCell>{attempt.cluster}</TableCell>
      <TableCell>
        {attempt.assisted ? `${state}, ${t('record.assisted')}` : state}
        {hasDebrief(attempt) && (
          <>
            {' · '}
            <Link to={links.attempt(attempt)}>{t('record.debrief')}</Link>
          </>
        )}
      </TableCell>
      <TableCell>{formatDate(attempt.createdAt, { time: true })}</TableCell>
      <TableCell>
        {attempt.endedAt && formatDate(attempt.endedAt, { time: true })}
      </TableCell>
      <TableCell align="right">
        {attempt.score &&
          t('record.points', { points: String(attempt.score.points) })}
      </TableCell>
      <TableCell align="right">{attempt.hintsRevealed}</TableCell>
    </TableRow>
  );
}

/** Where everything may be told by now. */
function hasDebrief({ scenario, endedAt, passedAt, gaveUp }: Attempt): boolean {
  return (
    scenario !== undefined &&
    endedAt !== undefined &&
    (gaveUp || passedAt !== undefined)
  );
}

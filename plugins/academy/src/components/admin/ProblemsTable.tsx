import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import type { ContentProblem } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../translation';
import { RowHeader, TableScroll } from '../common';

/** `file:line:column` as editors and terminals link it. */
const placeOf = ({ file, line, column }: ContentProblem) =>
  [file, line, line && column].filter(Boolean).join(':');

/** Problems with the file, line and field they are in, and what was expected there. */
export function ProblemsTable(props: { problems: ContentProblem[] }) {
  const { problems } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <>
      <Typography gutterBottom>
        {t('admin.problems', { total: String(problems.length) })}
      </Typography>
      <TableScroll label={t('admin.contentTitle')}>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{t('admin.place')}</TableCell>
              <TableCell>{t('admin.field')}</TableCell>
              <TableCell>{t('admin.problem')}</TableCell>
              <TableCell>{t('admin.expected')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {problems.map((problem, index) => (
              <TableRow key={index}>
                <RowHeader>
                  <code>{placeOf(problem)}</code>
                </RowHeader>
                <TableCell>
                  {problem.field && <code>{problem.field}</code>}
                </TableCell>
                <TableCell>{problem.message}</TableCell>
                <TableCell>{problem.expected}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableScroll>
    </>
  );
}

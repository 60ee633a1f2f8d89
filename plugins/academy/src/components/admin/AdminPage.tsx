import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAcademyData, useFormatDate } from '../../hooks';
import { academyTranslationRef } from '../../translation';
import { DataState, EmptyState } from '../common';
import { ProblemsTable } from './ProblemsTable';

/** What is wrong with content files, for those who can mend them. */
export function AdminPage() {
  const { t } = useTranslationRef(academyTranslationRef);
  const formatDate = useFormatDate();
  const data = useAcademyData(api => api.getContentHealth(), []);
  return (
    <DataState data={data}>
      {({ units, loadedAt, problems }) => (
        <>
          <Box
            display="flex"
            flexWrap="wrap"
            alignItems="center"
            gridGap={16}
            mb={2}
          >
            <Box flex="1 1 300px">
              <Typography variant="h5" component="h2">
                {t('admin.contentTitle')}
              </Typography>
              <Typography color="textSecondary" aria-live="polite">
                {t('admin.loaded', {
                  units: String(units),
                  time: formatDate(loadedAt, { time: true }),
                })}
              </Typography>
            </Box>
            <Button variant="outlined" onClick={data.refresh}>
              {t('admin.refresh')}
            </Button>
          </Box>
          {problems.length === 0 ? (
            <EmptyState title={t('admin.fineTitle')}>
              {t('admin.fineText')}
            </EmptyState>
          ) : (
            <ProblemsTable problems={problems} />
          )}
        </>
      )}
    </DataState>
  );
}

import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAcademyData } from '../../hooks';
import { useAcademyLinks } from '../../routing';
import { academyTranslationRef } from '../../translation';
import { ButtonLink, DataState, EmptyState } from '../common';
import { AttemptsTable } from './AttemptsTable';
import { ProgressTable } from './ProgressTable';

/** What the learner has completed and tried. */
export function RecordPage() {
  const { t } = useTranslationRef(academyTranslationRef);
  const links = useAcademyLinks();
  const data = useAcademyData(api => api.getRecord(), []);
  return (
    <DataState data={data}>
      {({ progress, attempts }) =>
        progress.length === 0 && attempts.length === 0 ? (
          <EmptyState
            title={t('record.emptyTitle')}
            action={
              <ButtonLink to={links.tab('courses')} variant="outlined">
                {t('common.toCourses')}
              </ButtonLink>
            }
          >
            {t('record.emptyText')}
          </EmptyState>
        ) : (
          <>
            <Typography variant="h5" component="h2" gutterBottom>
              {t('record.progressTitle')}
            </Typography>
            <ProgressTable progress={progress} />
            <Typography
              variant="h5"
              component="h2"
              gutterBottom
              style={{ marginTop: 32 }}
            >
              {t('record.attemptsTitle')}
            </Typography>
            {attempts.length > 0 ? (
              <AttemptsTable attempts={attempts} />
            ) : (
              <Typography>{t('record.noAttempts')}</Typography>
            )}
          </>
        )
      }
    </DataState>
  );
}

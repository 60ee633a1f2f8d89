import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAcademyData, useFormatDate } from '../../hooks';
import { academyTranslationRef } from '../../translation';
import { DataState, EmptyState } from '../common';
import { ProblemsTable } from './ProblemsTable';
import { SectionHeader } from './SectionHeader';

/** What is wrong with content files, for those who can mend them. */
export function ContentHealthSection() {
  const { t } = useTranslationRef(academyTranslationRef);
  const formatDate = useFormatDate();
  const data = useAcademyData(api => api.getContentHealth(), []);
  return (
    <DataState data={data}>
      {({ units, loadedAt, problems }) => (
        <>
          <SectionHeader
            title={t('admin.contentTitle')}
            text={t('admin.loaded', {
              units: String(units),
              time: formatDate(loadedAt, { time: true }),
            })}
            onRefresh={data.refresh}
          />
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

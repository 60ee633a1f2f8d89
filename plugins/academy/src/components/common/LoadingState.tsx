import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Progress } from '@backstage/core-components';
import { academyTranslationRef } from '../../translation';

/** Shown while the first data is on its way. */
export function LoadingState() {
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <div role="status" aria-label={t('common.loading')}>
      <Progress />
    </div>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../translation';
import { StateMessage } from './StateMessage';

/** Shown where the backend answers 403. */
export function DeniedState() {
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <StateMessage role="alert" title={t('common.deniedTitle')}>
      {t('common.deniedText')}
    </StateMessage>
  );
}

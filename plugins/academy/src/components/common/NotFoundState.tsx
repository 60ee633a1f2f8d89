import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAcademyLinks } from '../../routing';
import { academyTranslationRef } from '../../translation';
import { ButtonLink } from './ButtonLink';
import { StateMessage } from './StateMessage';

/** Shown where the backend answers 404, or no page belongs to the address. */
export function NotFoundState() {
  const { t } = useTranslationRef(academyTranslationRef);
  const links = useAcademyLinks();
  return (
    <StateMessage
      role="alert"
      title={t('common.notFoundTitle')}
      action={
        <ButtonLink to={links.tab('courses')} variant="outlined">
          {t('common.toCourses')}
        </ButtonLink>
      }
    >
      {t('common.notFoundText')}
    </StateMessage>
  );
}

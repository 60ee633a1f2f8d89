import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import { LANGUAGES } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAcademyLanguage } from '../../hooks';
import { academyTranslationRef } from '../../translation';

/** Switches the portal between English and Korean, where it offers both. */
export function LanguageSwitch() {
  const { language, switchable, setLanguage } = useAcademyLanguage();
  const { t } = useTranslationRef(academyTranslationRef);
  if (!switchable) {
    return null;
  }
  return (
    <ButtonGroup size="small" aria-label={t('common.language')}>
      {LANGUAGES.map(option => (
        <Button
          key={option}
          lang={option}
          aria-pressed={option === language}
          style={{ textTransform: 'none' }}
          variant={option === language ? 'contained' : 'outlined'}
          onClick={() => setLanguage(option)}
        >
          {t(`common.language.${option}`)}
        </Button>
      ))}
    </ButtonGroup>
  );
}

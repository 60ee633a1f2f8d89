import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../../hooks';
import { academyTranslationRef } from '../../../translation';
import { checkStatus } from '../attempt';
import { useNow } from '../common';

/** The sentence of a verdict. A passed check needs none. */
export function VerdictText({ verdict }: { verdict?: Verdict }) {
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const message = verdict?.message && localized(verdict.message);

  switch (checkStatus(verdict)) {
    case 'pending':
      return <Sentence>{t('lab.check.pendingText')}</Sentence>;
    case 'confirming':
      return <Confirming holdsUntil={verdict?.holdsUntil ?? ''} />;
    case 'unknown':
      return (
        <>
          <Sentence>
            {t('lab.check.unread', {
              reason: t(`lab.reason.${verdict?.reason ?? 'error'}`),
            })}{' '}
            {t('lab.check.unreadHelp')}
          </Sentence>
          {message && <Sentence>{message}</Sentence>}
        </>
      );
    default:
      return message ? <Sentence>{message}</Sentence> : null;
  }
}

function Confirming({ holdsUntil }: { holdsUntil: string }) {
  const { t } = useTranslationRef(academyTranslationRef);
  const now = useNow(true);
  const left = Math.max(0, Math.ceil((Date.parse(holdsUntil) - now) / 1000));
  return (
    <Sentence>
      {t('lab.check.confirmingText', { seconds: String(left) })}
    </Sentence>
  );
}

function Sentence({ children }: { children: React.ReactNode }) {
  return <Typography variant="body2">{children}</Typography>;
}

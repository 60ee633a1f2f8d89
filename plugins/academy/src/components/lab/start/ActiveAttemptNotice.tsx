import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useAcademyData, useLocalized } from '../../../hooks';
import { useAcademyLinks } from '../../../routing';
import { academyTranslationRef } from '../../../translation';
import { DataState } from '../../common';

/**
 * Shown when the backend refuses to start an attempt beside the active one:
 * leads to that one.
 */
export function ActiveAttemptNotice(props: {
  unit: UnitView;
  /** Continues the active attempt when it belongs to this unit. */
  onContinue(): void;
}) {
  const { unit, onContinue } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const active = useAcademyData(
    async api => {
      const [attempt] = await api.listAttempts({ active: true });
      if (!attempt) {
        return { unit: undefined };
      }
      const own = attempt.unitId === unit.id;
      return { unit: own ? unit : await api.getUnit(attempt.unitId) };
    },
    [unit.id],
  );

  return (
    <Alert severity="warning">
      <AlertTitle>{t('lab.conflict.title')}</AlertTitle>
      <DataState data={active}>
        {({ unit: running }) => {
          if (!running) {
            return t('lab.conflict.gone');
          }
          return running.id === unit.id ? (
            <>
              {t('lab.conflict.same')}{' '}
              <Button size="small" variant="outlined" onClick={onContinue}>
                {t('lab.conflict.continue')}
              </Button>
            </>
          ) : (
            <OtherUnit unit={running} />
          );
        }}
      </DataState>
    </Alert>
  );
}

function OtherUnit({ unit }: { unit: UnitView }) {
  const { t } = useTranslationRef(academyTranslationRef);
  const title = useLocalized()(unit.title);
  const links = useAcademyLinks();
  return (
    <>
      {t('lab.conflict.other', { title })}{' '}
      <Link to={links.unit(unit.id)}>{t('lab.conflict.open', { title })}</Link>
    </>
  );
}

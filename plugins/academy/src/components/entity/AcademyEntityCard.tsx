import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { makeStyles } from '@material-ui/core/styles';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { EntityRecommendations } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useAcademyData, useLocalized } from '../../hooks';
import { academyTranslationRef } from '../../translation';
import { DataState, EmptyState } from '../common';
import { RecommendationItem } from './RecommendationItem';

/** The card proposes a next step, not the whole curriculum. */
const SHOWN = 3;

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
});

/** Units that fit the entity of the page, each with the reason for it. @public */
export function AcademyEntityCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(academyTranslationRef);
  const entityRef = stringifyEntityRef(entity);
  const data = useAcademyData(
    api => api.getRecommendations(entityRef),
    [entityRef],
  );
  return (
    <InfoCard title={t('entity.card.title')}>
      <DataState data={data}>
        {value => <Recommendations value={value} />}
      </DataState>
    </InfoCard>
  );
}

function Recommendations({ value }: { value: EntityRecommendations }) {
  const { recommendations, signalsUnavailable } = value;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  return (
    <>
      {signalsUnavailable && (
        <Alert severity="info" role="status">
          {t('entity.card.signalsUnavailable')}
          <Typography variant="body2">
            {localized(signalsUnavailable)}
          </Typography>
        </Alert>
      )}
      {recommendations.length === 0 && !signalsUnavailable && (
        <EmptyState title={t('entity.card.emptyTitle')}>
          {t('entity.card.emptyText')}
        </EmptyState>
      )}
      {recommendations.length > 0 && (
        <ul className={classes.list}>
          {recommendations.slice(0, SHOWN).map(recommendation => (
            <RecommendationItem
              key={`${recommendation.unit.id} ${recommendation.rule}`}
              recommendation={recommendation}
            />
          ))}
        </ul>
      )}
    </>
  );
}

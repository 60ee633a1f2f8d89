import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Recommendation } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../hooks';
import { useAcademyLinks } from '../../routing';
import { academyTranslationRef } from '../../translation';
import { UnitFacts } from '../common';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1.5, 0),
    overflowWrap: 'anywhere',
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
}));

/** A unit, why it is proposed, and the object that caused it. */
export function RecommendationItem(props: { recommendation: Recommendation }) {
  const { unit, why, object } = props.recommendation;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const links = useAcademyLinks();
  return (
    <li className={classes.root}>
      <Typography variant="subtitle1" component="h3">
        <Link to={links.unit(unit.id)}>{localized(unit.title)}</Link>
      </Typography>
      <UnitFacts unit={unit} />
      <Typography variant="body2">
        <strong>{t('entity.card.why')}:</strong> {localized(why)}
      </Typography>
      {object && (
        <Typography variant="caption" color="textSecondary" component="p">
          {object.container
            ? t('entity.card.container', {
                ...object,
                container: object.container,
              })
            : t('entity.card.object', object)}
        </Typography>
      )}
    </li>
  );
}

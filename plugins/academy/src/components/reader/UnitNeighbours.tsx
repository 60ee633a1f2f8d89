import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { Link } from '@backstage/core-components';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocalized } from '../../hooks';
import { useAcademyLinks } from '../../routing';
import { academyTranslationRef } from '../../translation';

/** Links to the unit before and the unit after. */
export function UnitNeighbours(props: { unit: UnitView }) {
  const { previous, next } = props.unit;
  const localized = useLocalized();
  const links = useAcademyLinks();
  const { t } = useTranslationRef(academyTranslationRef);
  if (!previous && !next) {
    return null;
  }
  const neighbour = (label: string, unit?: UnitView['next']) => (
    <div>
      {unit && (
        <>
          <Typography variant="body2" color="textSecondary">
            {label}
          </Typography>
          <Link to={links.unit(unit.id)}>{localized(unit.title)}</Link>
        </>
      )}
    </div>
  );
  return (
    <Box
      component="nav"
      aria-label={t('reader.neighbours')}
      display="flex"
      flexWrap="wrap"
      justifyContent="space-between"
      gridGap={16}
      mt={4}
      pt={2}
      borderTop={1}
      borderColor="divider"
    >
      {neighbour(t('reader.previous'), previous)}
      {neighbour(t('reader.next'), next)}
    </Box>
  );
}

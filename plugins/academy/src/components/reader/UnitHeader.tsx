import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { Link } from '@backstage/core-components';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../hooks';
import { useAcademyLinks } from '../../routing';
import { UnitFacts } from '../common';

/** Where a unit belongs, its title and what to expect of it. */
export function UnitHeader(props: { unit: UnitView }) {
  const { unit } = props;
  const localized = useLocalized();
  const links = useAcademyLinks();
  const [course] = unit.id.split('/');
  return (
    <Box component="header" mb={2}>
      <Typography variant="body2" color="textSecondary">
        <Link underline="always" to={`${links.tab('courses')}/${course}`}>
          {localized(unit.courseTitle)}
        </Link>
        {' › '}
        {localized(unit.moduleTitle)}
      </Typography>
      <Typography variant="h3" component="h2" gutterBottom>
        {localized(unit.title)}
      </Typography>
      <UnitFacts unit={unit} />
    </Box>
  );
}

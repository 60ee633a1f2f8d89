import Box from '@material-ui/core/Box';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Link } from '@backstage/core-components';
import type { ModuleView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useLocalized } from '../../hooks';
import { useAcademyLinks } from '../../routing';
import { UnitFacts } from '../common';

const useStyles = makeStyles(theme => ({
  units: { listStyle: 'none', margin: 0, padding: 0 },
  unit: {
    padding: theme.spacing(1.5, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
}));

/** The units of a module in their order. */
export function ModuleUnits(props: { module: ModuleView }) {
  const { module } = props;
  const classes = useStyles();
  const localized = useLocalized();
  const links = useAcademyLinks();
  return (
    <Box mt={3}>
      <Typography variant="h6" component="h3">
        {localized(module.title)}
      </Typography>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {localized(module.summary)}
      </Typography>
      <ol className={classes.units}>
        {module.units.map(unit => (
          <li key={unit.id} className={classes.unit}>
            <Typography component="h4" variant="subtitle1">
              <Link to={links.unit(unit.id)}>{localized(unit.title)}</Link>
            </Typography>
            <Typography variant="body2" gutterBottom>
              {localized(unit.summary)}
            </Typography>
            <UnitFacts unit={unit} />
          </li>
        ))}
      </ol>
    </Box>
  );
}

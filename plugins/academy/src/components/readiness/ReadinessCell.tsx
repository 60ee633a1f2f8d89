import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import DoneIcon from '@material-ui/icons/CheckCircle';
import ExpiredIcon from '@material-ui/icons/ErrorOutline';
import ExpiringIcon from '@material-ui/icons/Schedule';
import MissingIcon from '@material-ui/icons/RadioButtonUnchecked';
import type { ReadinessReport } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormatDate } from '../../hooks';
import { academyTranslationRef } from '../../translation';

type UnitReadiness = ReadinessReport['people'][number]['units'][number];

const ICONS = {
  done: DoneIcon,
  expiring: ExpiringIcon,
  expired: ExpiredIcon,
  missing: MissingIcon,
};

const useStyles = makeStyles(theme => ({
  chip: { margin: 0 },
  done: { color: theme.palette.success.main },
  expiring: { color: theme.palette.warning.main },
  expired: { color: theme.palette.error.main },
  missing: { color: theme.palette.text.secondary },
}));

/** A person's state in a unit: its name, and the date it depends on. */
export function ReadinessCell(props: { unit?: UnitReadiness }) {
  const { state = 'missing', validUntil } = props.unit ?? {};
  const classes = useStyles();
  const formatDate = useFormatDate();
  const { t } = useTranslationRef(academyTranslationRef);
  const Icon = ICONS[state];
  return (
    <>
      <Chip
        size="small"
        variant="outlined"
        className={classes.chip}
        icon={<Icon className={classes[state]} />}
        label={t(`readiness.state.${state}`)}
      />
      {validUntil && state !== 'missing' && (
        <Typography
          variant="caption"
          component="div"
          color="textSecondary"
          noWrap
        >
          {state === 'expired'
            ? t('readiness.expiredSince', { date: formatDate(validUntil) })
            : t('readiness.validUntil', { date: formatDate(validUntil) })}
        </Typography>
      )}
    </>
  );
}

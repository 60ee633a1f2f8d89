import PassedIcon from '@material-ui/icons/CheckCircle';
import UnknownIcon from '@material-ui/icons/HelpOutline';
import ConfirmingIcon from '@material-ui/icons/HourglassEmpty';
import PendingIcon from '@material-ui/icons/MoreHoriz';
import NotYetIcon from '@material-ui/icons/RadioButtonUnchecked';
import { makeStyles } from '@material-ui/core/styles';
import type { CheckStatus } from '../attempt';

const ICONS = {
  passed: PassedIcon,
  confirming: ConfirmingIcon,
  notYet: NotYetIcon,
  unknown: UnknownIcon,
  pending: PendingIcon,
};

const useStyles = makeStyles(theme => ({
  passed: { color: theme.palette.success.main },
  confirming: { color: theme.palette.info.main },
  notYet: { color: theme.palette.text.secondary },
  unknown: { color: theme.palette.warning.main },
  pending: { color: theme.palette.text.disabled },
}));

/** Shape and colour of a status; the word beside it says the same. */
export function StatusIcon({ status }: { status: CheckStatus }) {
  const classes = useStyles();
  const Icon = ICONS[status];
  return <Icon className={classes[status]} aria-hidden />;
}

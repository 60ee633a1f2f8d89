import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import OpenIcon from '@material-ui/icons/FiberManualRecord';
import RefusedIcon from '@material-ui/icons/ErrorOutline';
import LostIcon from '@material-ui/icons/Sync';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../../translation';
import { errorMessage } from '../../common';
import type { Connection } from '../attempt';

const ICONS = {
  connecting: LostIcon,
  open: OpenIcon,
  lost: LostIcon,
  refused: RefusedIcon,
};

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  open: { color: theme.palette.success.main },
  connecting: { color: theme.palette.text.secondary },
  lost: { color: theme.palette.warning.main },
  refused: { color: theme.palette.error.main },
}));

/** Whether verdicts arrive by themselves at the moment. Changes are announced. */
export function ConnectionLine(props: {
  connection: Connection;
  onReload(): void;
}) {
  const { connection, onReload } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const Icon = ICONS[connection.state];
  return (
    <div className={classes.root} role="status">
      <Icon
        fontSize="small"
        className={classes[connection.state]}
        aria-hidden
      />
      <Typography variant="body2">
        {connection.state === 'refused'
          ? t('lab.connection.refused', {
              message: errorMessage(connection.error),
            })
          : t(`lab.connection.${connection.state}`)}
      </Typography>
      {connection.state === 'refused' && (
        <Button size="small" onClick={onReload}>
          {t('lab.connection.reload')}
        </Button>
      )}
    </div>
  );
}

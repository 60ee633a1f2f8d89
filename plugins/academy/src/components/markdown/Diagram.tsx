import { useId, useState } from 'react';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import ButtonBase from '@material-ui/core/ButtonBase';
import Dialog from '@material-ui/core/Dialog';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import IconButton from '@material-ui/core/IconButton';
import CloseIcon from '@material-ui/icons/Close';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocalized } from '../../hooks';
import { academyTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  button: { display: 'block', width: '100%', margin: theme.spacing(2, 0) },
  image: { maxWidth: '100%', height: 'auto' },
  large: { display: 'block', width: '100%', minWidth: 640, height: 'auto' },
  title: { paddingRight: theme.spacing(6) },
  close: {
    position: 'absolute',
    top: theme.spacing(1),
    right: theme.spacing(1),
  },
}));

/**
 * A diagram of the unit, drawn when the content was built. As an image its SVG
 * can neither run scripts nor load anything.
 */
export function Diagram(props: { diagram: UnitView['diagrams'][number] }) {
  const { diagram } = props;
  const classes = useStyles();
  const theme = useTheme();
  const localized = useLocalized();
  const { t } = useTranslationRef(academyTranslationRef);
  const titleId = useId();
  const [large, setLarge] = useState(false);

  const svg = theme.palette.type === 'dark' ? diagram.dark : diagram.light;
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  const alt = localized(diagram.alt);
  return (
    <>
      <ButtonBase
        className={classes.button}
        focusRipple
        aria-label={t('reader.diagram.enlarge', { alt })}
        onClick={() => setLarge(true)}
      >
        <img className={classes.image} src={source} alt={alt} />
      </ButtonBase>
      <Dialog
        open={large}
        onClose={() => setLarge(false)}
        maxWidth="xl"
        fullWidth
        aria-labelledby={titleId}
      >
        <DialogTitle id={titleId} className={classes.title}>
          {alt}
          <IconButton
            className={classes.close}
            aria-label={t('reader.diagram.close')}
            onClick={() => setLarge(false)}
          >
            <CloseIcon />
          </IconButton>
        </DialogTitle>
        <DialogContent>
          <img className={classes.large} src={source} alt="" />
        </DialogContent>
      </Dialog>
    </>
  );
}

import { useState } from 'react';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import Dialog from '@material-ui/core/Dialog';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import IconButton from '@material-ui/core/IconButton';
import CloseIcon from '@material-ui/icons/Close';
import EnlargeIcon from '@material-ui/icons/ZoomIn';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocalized } from '../../hooks';
import { academyTranslationRef } from '../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'relative',
    margin: theme.spacing(2, 0),
    textAlign: 'center',
  },
  image: { maxWidth: '100%', height: 'auto', cursor: 'zoom-in' },
  large: { display: 'block', width: '100%', minWidth: 640, height: 'auto' },
  corner: { position: 'absolute', top: 0, right: 0, zIndex: 1 },
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
  const [large, setLarge] = useState(false);

  const svg = theme.palette.type === 'dark' ? diagram.dark : diagram.light;
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  const alt = localized(diagram.alt);
  return (
    <div className={classes.root}>
      {/* The mouse may use the whole picture; the keyboard has the button. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
      <img
        className={classes.image}
        src={source}
        alt={alt}
        onClick={() => setLarge(true)}
      />
      <IconButton
        className={classes.corner}
        aria-label={t('reader.diagram.enlarge')}
        onClick={() => setLarge(true)}
      >
        <EnlargeIcon />
      </IconButton>
      <Dialog
        open={large}
        onClose={() => setLarge(false)}
        maxWidth="xl"
        fullWidth
        PaperProps={{ 'aria-label': t('reader.diagram.label') }}
      >
        <IconButton
          className={classes.corner}
          aria-label={t('reader.diagram.close')}
          onClick={() => setLarge(false)}
        >
          <CloseIcon />
        </IconButton>
        <DialogContent>
          <img className={classes.large} src={source} alt={alt} />
          <DialogContentText aria-hidden>{alt}</DialogContentText>
        </DialogContent>
      </Dialog>
    </div>
  );
}

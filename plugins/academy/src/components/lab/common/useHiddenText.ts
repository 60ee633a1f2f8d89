import { makeStyles } from '@material-ui/core/styles';

/** Class `root` of text for screen readers only; `display: none` would silence it. */
export const useHiddenText = makeStyles({
  root: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

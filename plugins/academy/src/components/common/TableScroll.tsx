import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Paper from '@material-ui/core/Paper';

const useStyles = makeStyles({
  root: {
    overflowX: 'auto',
    // On a narrow screen the table scrolls instead of breaking words apart.
    '& th, & td': {
      minWidth: 112,
      wordBreak: 'normal',
      overflowWrap: 'normal',
    },
  },
});

/** Lets a table wider than the screen scroll by itself, also by keyboard. */
export function TableScroll(props: { label: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <Paper
      className={classes.root}
      variant="outlined"
      role="region"
      aria-label={props.label}
      // A region that scrolls has to be reachable without a mouse.
      tabIndex={0}
    >
      {props.children}
    </Paper>
  );
}

import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { Content } from '@backstage/core-components';
import { LanguageRegion } from './LanguageRegion';

const useStyles = makeStyles(theme => ({
  // Secondary text has too little contrast on the portal's grey.
  root: {
    flexGrow: 1,
    minHeight: 'calc(100vh - var(--bui-header-height, 0px))',
    backgroundColor: theme.palette.background.paper,
  },
}));

/** Surroundings of a tab's content in the new frontend system, which draws the header only. */
export function TabContent(props: { children: ReactNode }) {
  const classes = useStyles();
  return (
    <main className={classes.root}>
      <Content>
        <LanguageRegion>{props.children}</LanguageRegion>
      </Content>
    </main>
  );
}

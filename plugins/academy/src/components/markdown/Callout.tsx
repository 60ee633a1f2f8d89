import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import FactIcon from '@material-ui/icons/InfoOutlined';
import TipIcon from '@material-ui/icons/EmojiObjectsOutlined';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../translation';
import type { CalloutKind } from './blocks';

const ICONS = { tip: TipIcon, fact: FactIcon, warning: WarningIcon };

const useStyles = makeStyles(theme => {
  const edge = (color: string) => ({ borderLeftColor: color });
  return {
    root: {
      margin: theme.spacing(2, 0),
      padding: theme.spacing(1.5, 2),
      border: `1px solid ${theme.palette.divider}`,
      borderLeft: '4px solid',
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.paper,
    },
    title: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      margin: 0,
      fontWeight: 700,
    },
    tip: edge(theme.palette.success.main),
    fact: edge(theme.palette.info.main),
    warning: edge(theme.palette.warning.main),
  };
});

/** A tip, fact or warning; its kind is written out, not only coloured. */
export function Callout(props: {
  kind: CalloutKind;
  title: string;
  children: ReactNode;
}) {
  const { kind, title, children } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const Icon = ICONS[kind];
  const label = t(`reader.callout.${kind}`);
  return (
    <div
      role="note"
      aria-label={label}
      className={`${classes.root} ${classes[kind]}`}
    >
      <p className={classes.title}>
        <Icon fontSize="small" aria-hidden />
        {title ? `${label}: ${title}` : label}
      </p>
      {children}
    </div>
  );
}

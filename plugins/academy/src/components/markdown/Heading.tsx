import { createElement } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../translation';
import { InlineCode } from './InlineCode';

/** The portal's header holds h1 and the title of the unit is h2. */
const LEVELS_ABOVE = 1;

const useStyles = makeStyles(theme => ({
  root: {
    scrollMarginTop: theme.spacing(2),
    marginTop: theme.spacing(4),
    '& a': {
      marginLeft: theme.spacing(1),
      opacity: 0,
      color: theme.palette.text.secondary,
      textDecoration: 'none',
    },
    '&:hover a, & a:focus': { opacity: 1 },
  },
}));

/** A heading of a lesson with a link to itself. */
export function Heading(props: { level: number; text: string; id: string }) {
  const { level, text, id } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  return createElement(
    `h${Math.min(level + LEVELS_ABOVE, 6)}`,
    { id, tabIndex: -1, className: classes.root },
    <InlineCode text={text} />,
    <a href={`#${id}`} aria-label={t('reader.headingLink')}>
      #
    </a>,
  );
}

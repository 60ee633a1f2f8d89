import { useMemo } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../translation';
import { InlineCode, parseBlocks } from '../markdown';

/** Deeper headings are steps within a section. */
const DEEPEST_LEVEL = 3;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: { padding: theme.spacing(0.5, 0) },
  link: { color: theme.palette.link },
}));

/** Links to the sections of a text. */
export function TableOfContents(props: { text: string }) {
  const { text } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const headings = useMemo(
    () =>
      parseBlocks(text).flatMap(block =>
        block.type === 'heading' && block.level <= DEEPEST_LEVEL ? [block] : [],
      ),
    [text],
  );
  if (headings.length < 2) {
    return null;
  }
  return (
    <nav aria-labelledby="contents">
      <Typography id="contents" variant="subtitle2" component="h3">
        {t('reader.contents')}
      </Typography>
      <ol className={classes.list}>
        {headings.map(({ id, level, text: title }) => (
          <li
            key={id}
            className={classes.item}
            style={{ paddingLeft: level === DEEPEST_LEVEL ? 16 : 0 }}
          >
            <a className={classes.link} href={`#${id}`}>
              <InlineCode text={title} />
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

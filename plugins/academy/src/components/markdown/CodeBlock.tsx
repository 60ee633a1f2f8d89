/// <reference types="react-syntax-highlighter" />
import { useEffect, useState } from 'react';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import DoneIcon from '@material-ui/icons/Done';
import SyntaxHighlighter from 'react-syntax-highlighter/dist/esm/light-async';
import dark from 'react-syntax-highlighter/dist/esm/styles/hljs/a11y-dark';
import light from 'react-syntax-highlighter/dist/esm/styles/hljs/a11y-light';
import useCopyToClipboard from 'react-use/lib/useCopyToClipboard';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../translation';

/** How long the button says that the text was copied. */
const COPIED_MS = 2000;

/** Names of languages that the highlighter knows by another name. */
const ALIASES: Record<string, string> = { sh: 'bash', yml: 'yaml' };

const useStyles = makeStyles(theme => ({
  root: {
    position: 'relative',
    margin: theme.spacing(2, 0),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  // Long lines scroll here, so that the page never does; reachable by keyboard.
  scroll: { overflowX: 'auto', paddingRight: theme.spacing(5) },
  copy: { position: 'absolute', top: 0, right: 0 },
}));

/**
 * Code with a button that copies it. Unlike the portal's CodeSnippet its
 * colours have the contrast that WCAG AA asks for.
 */
export function CodeBlock(props: { text: string; language?: string }) {
  const { text, language = '' } = props;
  const classes = useStyles();
  const style = useTheme().palette.type === 'dark' ? dark : light;
  const { t } = useTranslationRef(academyTranslationRef);
  const [copied, setCopied] = useState(false);
  const [, copy] = useCopyToClipboard();

  useEffect(() => {
    if (!copied) {
      return undefined;
    }
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const label = copied ? t('reader.code.copied') : t('reader.code.copy');
  return (
    <div
      className={classes.root}
      style={{ backgroundColor: style.hljs.background?.toString() }}
    >
      <div
        className={classes.scroll}
        role="group"
        aria-label={t('reader.code.label')}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <SyntaxHighlighter
          language={ALIASES[language] ?? language}
          style={style}
          customStyle={{ margin: 0, overflow: 'visible', padding: 12 }}
        >
          {text}
        </SyntaxHighlighter>
      </div>
      <Tooltip title={label}>
        <IconButton
          size="small"
          className={classes.copy}
          aria-label={label}
          onClick={() => {
            copy(text);
            setCopied(true);
          }}
        >
          {copied ? (
            <DoneIcon fontSize="small" />
          ) : (
            <CopyIcon fontSize="small" />
          )}
        </IconButton>
      </Tooltip>
    </div>
  );
}

import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../../translation';
import { useHiddenText } from '../common';
import { type DiffLine, diffLines } from './diffLines';

const SIGNS = { added: '+', removed: '-', same: ' ' };

const useStyles = makeStyles(theme => {
  const dark = theme.palette.type === 'dark';
  return {
    // Long lines scroll here, so that the page never does; reachable by keyboard.
    root: {
      overflowX: 'auto',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      fontFamily: 'monospace',
      fontSize: '0.8rem',
      lineHeight: 1.6,
      whiteSpace: 'pre',
      tabSize: 2,
    },
    lines: { position: 'relative', minWidth: 'max-content' },
    line: { padding: theme.spacing(0, 1), minHeight: '1.6em' },
    // Faint enough for the text on them to have the contrast of WCAG AA.
    added: { backgroundColor: dark ? '#12351f' : '#e2f6e6' },
    removed: { backgroundColor: dark ? '#45191b' : '#fde7e9' },
    same: {},
    hunk: { color: theme.palette.text.secondary },
  };
});

/** A unified diff in colour. Signs tell the same to eyes, words to ears. */
export function UnifiedDiff(props: { diff: string; label: string }) {
  const { diff, label } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const lines = diffLines(diff);
  if (lines.every(({ kind }) => kind === 'hunk')) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('lab.debrief.tooLong')}
      </Typography>
    );
  }
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={label}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <div className={classes.lines}>
        {lines.map((line, index) => (
          <div key={index} className={`${classes.line} ${classes[line.kind]}`}>
            <LineText line={line} />
          </div>
        ))}
      </div>
    </div>
  );
}

function LineText({ line: { kind, text } }: { line: DiffLine }) {
  const hidden = useHiddenText();
  const { t } = useTranslationRef(academyTranslationRef);
  if (kind === 'hunk') {
    return <>{text}</>;
  }
  return (
    <>
      <span aria-hidden>{SIGNS[kind]} </span>
      {kind !== 'same' && (
        <span className={hidden.root}>{t(`lab.debrief.${kind}`)} </span>
      )}
      {text}
    </>
  );
}

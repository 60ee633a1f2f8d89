import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ApplyResult } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import type { Problem } from './problems';

const useStyles = makeStyles({
  problems: { margin: 0, paddingLeft: '1.2em', overflowWrap: 'anywhere' },
});

/** What the API server said about each document, and every problem with its line. */
export function ApplyResults(props: {
  result: ApplyResult;
  dryRun: boolean;
  problems: Problem[];
}) {
  const { result, dryRun, problems } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  const did = dryRun ? 'checked' : 'applied';
  return (
    <>
      <Typography variant="subtitle2" component="h3">
        {t('lab.yaml.results')}
      </Typography>
      {result.error && (
        <Typography variant="body2">{t('lab.yaml.unparsed')}</Typography>
      )}
      <Typography component="ul" variant="body2">
        {result.documents.map(({ line, kind, name, outcome }) => (
          <li key={line}>
            {kind && name
              ? `${kind}/${name}`
              : t('lab.yaml.document', { line: String(line) })}
            {': '}
            {t(`lab.yaml.${did}.${outcome}`)}
          </li>
        ))}
      </Typography>
      {problems.length > 0 && (
        <Alert severity="error" role="presentation">
          <ul className={classes.problems}>
            {problems.map(({ line, message }, index) => (
              <li key={index}>
                {t('lab.yaml.line', { line: String(line), message })}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
}

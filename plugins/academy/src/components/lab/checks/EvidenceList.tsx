import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Evidence } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.caption,
    color: theme.palette.text.secondary,
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    margin: theme.spacing(0.5, 0, 0),
    '& dt, & dd': { display: 'inline', margin: 0 },
    '& dt::after': { content: '":\\00a0"' },
    '& dd': { fontFamily: 'monospace' },
  },
}));

/** What a verdict was read from: observed and wanted value, and the object. */
export function EvidenceList({ evidence }: { evidence: Evidence[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <>
      {evidence.map(({ kind, name, nested, observed, want }, index) => (
        <dl key={index} className={classes.root}>
          {observed !== undefined && (
            <Pair term={t('lab.check.observed')} value={observed} />
          )}
          {want !== undefined && (
            <Pair term={t('lab.check.want')} value={want} />
          )}
          <Pair
            term={t(nested ? 'lab.check.readInside' : 'lab.check.readFrom')}
            value={`${kind}/${name}`}
          />
        </dl>
      ))}
    </>
  );
}

function Pair({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}

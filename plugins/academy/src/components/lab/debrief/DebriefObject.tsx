import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DebriefObject as DebriefObjectView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { UnifiedDiff } from './UnifiedDiff';

const CHANGES = ['injected', 'mine', 'reference'] as const;

/** What the fault, the learner and the solution did to one object, side by side. */
export function DebriefObject({ object }: { object: DebriefObjectView }) {
  const { t } = useTranslationRef(academyTranslationRef);
  const name = `${object.kind}/${object.name}`;
  return (
    <section aria-label={name}>
      <Typography variant="subtitle1" component="h4" gutterBottom>
        {name}
      </Typography>
      <Grid container spacing={2}>
        {CHANGES.map(change => (
          <Grid key={change} item xs={12} lg={4}>
            <Typography variant="subtitle2" component="h5" gutterBottom>
              {t(`lab.debrief.${change}`)}
            </Typography>
            {object[change] ? (
              <UnifiedDiff
                diff={object[change]}
                label={t('lab.debrief.diffOf', {
                  object: name,
                  change: t(`lab.debrief.${change}`),
                })}
              />
            ) : (
              <Typography variant="body2" color="textSecondary">
                {t(
                  change === 'mine'
                    ? 'lab.debrief.nothingKept'
                    : 'lab.debrief.unchanged',
                )}
              </Typography>
            )}
          </Grid>
        ))}
      </Grid>
    </section>
  );
}

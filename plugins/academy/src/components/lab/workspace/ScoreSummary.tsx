import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Score } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';

/** What a passed scenario is worth, and what was taken off for what. */
export function ScoreSummary({ score }: { score: Score }) {
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <>
      <Typography variant="subtitle1" component="p">
        <strong>
          {t('lab.score.points', { points: String(score.points) })}
        </strong>
      </Typography>
      {score.deductions.length === 0 ? (
        <Typography variant="body2">{t('lab.score.full')}</Typography>
      ) : (
        <Typography variant="body2" component="ul">
          {score.deductions.map(({ reason, points, step = 0 }, index) => (
            <li key={index}>
              {t(`lab.score.${reason}`, {
                points: String(points),
                number: String(step + 1),
              })}
            </li>
          ))}
        </Typography>
      )}
    </>
  );
}

import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocalized } from '../../hooks';
import { academyTranslationRef } from '../../translation';

/** What the reader can do after the lesson. */
export function Objectives(props: { objectives: LocalizedText[] }) {
  const localized = useLocalized();
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby="objectives"
      style={{ padding: '12px 16px', marginBottom: 16 }}
    >
      <Typography id="objectives" variant="h6" component="h3">
        {t('reader.objectives')}
      </Typography>
      <ul style={{ margin: '8px 0 0', paddingLeft: 20 }}>
        {props.objectives.map(objective => (
          <Typography key={objective.en} component="li">
            {localized(objective)}
          </Typography>
        ))}
      </ul>
    </Paper>
  );
}
